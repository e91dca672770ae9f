using Onboarding.Core.Tests.Support;
using Onboarding.Records;
using static Onboarding.Core.Tests.Support.RowEvidence;

namespace Onboarding.Core.Tests.Records;

/// <summary>Which rows may be used, by their own cells and by what the plan states for them.</summary>
public sealed class RowRulesTests
{
    private const string Interest = "legitimate-interest";
    private const string Consent = "consent";

    private static readonly RowStatement s_customer = new() { IsCustomer = true, NoticeVersion = "4", ObjectionOffered = true };

    [Theory]
    [Trait("Refusal", "PROVENANCE_MISSING")]
    [InlineData("web shop checkout", false, null)]
    [InlineData("web shop checkout", true, null)]
    [InlineData("", true, null)]
    [InlineData("", false, "PROVENANCE_MISSING")]
    [InlineData("n/a", true, "PROVENANCE_MISSING")]
    [InlineData("#N/A", true, "PROVENANCE_MISSING")]
    public void Check_Provenance_IsInTheCellOrStated(string cell, bool isStated, string? expected)
    {
        foreach (var basis in new[] { Interest, Consent, "public-task" })
        {
            Assert.Equal(expected, Check(Facts(basis, [EvidenceKind.Provenance], new RowStatement { HasProvenance = isStated }), (EvidenceKind.Provenance, cell)));
        }
    }

    [Fact]
    [Trait("Refusal", "LI_NOT_EXPECTED")]
    public void Check_Interest_NeedsCustomerNoticeAndObjectionTogether()
    {
        EvidenceKind[] columns = [EvidenceKind.Relationship, EvidenceKind.NoticeVersion, EvidenceKind.ObjectionOfferedAt, EvidenceKind.CollectedAt];
        foreach (var (relationship, isCustomer) in new[] { ("klant", true), ("Prospect", false), ("", false), ("-", false) })
        {
            foreach (var (notice, isAccepted) in new[] { ("4", true), ("3", false), ("", false) })
            {
                foreach (var (offered, wasOffered) in new[] { ("2024-05-01", true), ("2024-05-02", false), ("", false), ("soon", false) })
                {
                    (EvidenceKind, string)[] cells = [(EvidenceKind.Relationship, relationship), (EvidenceKind.NoticeVersion, notice), (EvidenceKind.ObjectionOfferedAt, offered), (EvidenceKind.CollectedAt, "2024-05-01 10:00:00")];
                    Assert.Equal(isCustomer && isAccepted && wasOffered ? null : "LI_NOT_EXPECTED", Check(Facts(Interest, columns), cells));
                    Assert.Null(Check(Facts("public-task", columns), cells));
                }
            }
        }
    }

    [Fact]
    public void Check_ProspectUnderConsent_IsKept()
    {
        var statement = new RowStatement { IsCustomer = false, ConsentPurposes = ["audience-matching"] };

        Assert.Null(Check(Facts(Consent, [], statement)));
        Assert.Equal("LI_NOT_EXPECTED", Check(Facts(Interest, [], statement)));
    }

    [Theory]
    [InlineData(true, "4", true, null)]
    [InlineData(false, "4", true, "LI_NOT_EXPECTED")]
    [InlineData(null, "4", true, "LI_NOT_EXPECTED")]
    [InlineData(true, "3", true, "LI_NOT_EXPECTED")]
    [InlineData(true, null, true, "LI_NOT_EXPECTED")]
    [InlineData(true, "4", false, "LI_NOT_EXPECTED")]
    [InlineData(true, "4", null, "LI_NOT_EXPECTED")]
    public void Check_StatementForTheRow_CountsWhereNoColumnSpeaks(bool? customer, string? notice, bool? offered, string? expected)
    {
        // The other statement speaks of everything, so that each fact is asked of every row.
        var statement = new RowStatement { Column = Filter, Is = new CellWords("web"), IsCustomer = customer, NoticeVersion = notice, ObjectionOffered = offered };

        Assert.Equal(expected, Check(Facts(Interest, [], statement, s_customer), "WEB ", out _));
    }

    [Fact]
    public void Check_SeveralStatementsApply_TheFirstCounts()
    {
        var prospect = new RowStatement { Column = Filter, Is = new CellWords("fair", "leads"), IsCustomer = false, NoticeVersion = "4", ObjectionOffered = true };
        var facts = Facts(Interest, [], prospect, s_customer);

        Assert.Equal("LI_NOT_EXPECTED", Check(facts, "Leads", out _));
        Assert.Null(Check(facts, "shop", out _));
        Assert.Equal("LI_NOT_EXPECTED", Check(Facts(Interest, [], prospect), "shop", out _));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("customer", null)]
    [InlineData("prospect", "LI_NOT_EXPECTED")]
    [InlineData("?", "LI_NOT_EXPECTED")]
    public void Check_CellThatIsNotEmpty_OverridesTheStatement(string cell, string? expected)
    {
        Assert.Equal(expected, Check(Facts(Interest, [EvidenceKind.Relationship], s_customer), (EvidenceKind.Relationship, cell)));
    }

    [Theory]
    [InlineData("2024-05-01", "", true, null)]
    [InlineData("2024-05-01", "", false, "LI_NOT_EXPECTED")]
    [InlineData("2024-05-01", "unreadable", false, "LI_NOT_EXPECTED")]
    [InlineData("", "2024-05-01", true, null)]
    [InlineData("", "2024-05-01", false, "LI_NOT_EXPECTED")]
    [InlineData("2024-05-02", "2024-05-01", true, "LI_NOT_EXPECTED")]
    [InlineData("2026-03-04", "2026-03-04", true, "LI_NOT_EXPECTED")]
    public void Check_DayOfTheObjection_IsComparedWithTheDayOfCollection(string offered, string collected, bool isStated, string? expected)
    {
        var facts = Facts(Interest, [EvidenceKind.ObjectionOfferedAt, EvidenceKind.CollectedAt], new RowStatement { ObjectionOffered = isStated });

        Assert.Equal(expected, Check(facts, (EvidenceKind.ObjectionOfferedAt, offered), (EvidenceKind.CollectedAt, collected)));
    }

    [Theory]
    [Trait("Refusal", "CONSENT_PURPOSE_MISMATCH")]
    [InlineData("audience-matching", null)]
    [InlineData("email; Audience-Matching", null)]
    [InlineData("email,upload:paper", null)]
    [InlineData("email", "CONSENT_PURPOSE_MISMATCH")]
    [InlineData("email|sms", "CONSENT_PURPOSE_MISMATCH")]
    [InlineData("upload:gazette", "CONSENT_PURPOSE_MISMATCH")]
    [InlineData("no audience-matching", "CONSENT_PURPOSE_MISMATCH")]
    [InlineData("-", "CONSENT_PURPOSE_MISMATCH")]
    public void Check_PurposesInTheCell_MustHoldTheMatchingItself(string cell, string? expected)
    {
        var stated = new RowStatement { ConsentPurposes = ["audience-matching"] };

        Assert.Equal(expected, Check(Facts(Consent, [EvidenceKind.ConsentPurposes]), (EvidenceKind.ConsentPurposes, cell)));
        Assert.Equal(expected, Check(Facts(Consent, [EvidenceKind.ConsentPurposes], stated), (EvidenceKind.ConsentPurposes, cell)));
        Assert.Null(Check(Facts(Interest, [EvidenceKind.ConsentPurposes]), (EvidenceKind.ConsentPurposes, cell)));
    }

    [Theory]
    [InlineData("email-marketing", "CONSENT_PURPOSE_MISMATCH")]
    [InlineData("audience-matching", null)]
    [InlineData("upload:paper", null)]
    public void Check_StatedPurposes_MustHoldTheMatchingItself(string purpose, string? expected)
    {
        Assert.Equal(expected, Check(Facts(Consent, [EvidenceKind.Consent], new RowStatement { ConsentPurposes = [purpose] }), (EvidenceKind.Consent, "yes")));
    }

    [Theory]
    [Trait("Refusal", "CONSENT_UNPROVEN")]
    [Trait("Refusal", "CONSENT_WITHDRAWN")]
    [InlineData("yes", null, null)]
    [InlineData("no", "CONSENT_UNPROVEN", "CONSENT_WITHDRAWN")]
    [InlineData("unsubscribed", "CONSENT_WITHDRAWN", "CONSENT_WITHDRAWN")]
    [InlineData("", "CONSENT_UNPROVEN", null)]
    [InlineData("pending", "CONSENT_UNPROVEN", null)]
    [InlineData("whatever", "CONSENT_UNPROVEN", null)]
    public void Check_ConsentColumn_MustSayYesWhateverIsStated(string cell, string? underConsent, string? underInterest)
    {
        var stated = new RowStatement { ConsentPurposes = ["audience-matching"] };

        Assert.Equal(underConsent, Check(Facts(Consent, [EvidenceKind.Consent], stated), (EvidenceKind.Consent, cell)));
        Assert.Equal(underInterest, Check(Facts(Interest, [EvidenceKind.Consent], stated), (EvidenceKind.Consent, cell)));
    }

    [Theory]
    [InlineData("2024-05-01 10:00:00", null)]
    [InlineData("2026-03-03", null)]
    [InlineData("2026-03-04", "CONSENT_UNPROVEN")]
    [InlineData("01-05-2024", "CONSENT_UNPROVEN")]
    [InlineData("", "CONSENT_UNPROVEN")]
    public void Check_DateOfConsent_MustBeReadableAndPast(string cell, string? expected)
    {
        var stated = new RowStatement { ConsentPurposes = ["audience-matching"] };

        Assert.Equal(expected, Check(Facts(Consent, [EvidenceKind.ConsentAt], stated), (EvidenceKind.ConsentAt, cell)));
        Assert.Equal(expected, Check(Facts(Consent, [EvidenceKind.Consent, EvidenceKind.ConsentAt], stated), (EvidenceKind.Consent, "yes"), (EvidenceKind.ConsentAt, cell)));
    }

    [Fact]
    public void Check_RowThatNoStatementOfConsentAppliesTo_IsUnproven()
    {
        var stated = new RowStatement { Column = Filter, Is = new CellWords("web"), ConsentPurposes = ["audience-matching"] };

        Assert.Null(Check(Facts(Consent, [], stated), "web", out _));
        Assert.Equal("CONSENT_UNPROVEN", Check(Facts(Consent, [], stated), "shop", out _));
    }

    [Fact]
    public void Check_Withdrawal_CountsUnderEveryBasis()
    {
        foreach (var basis in new[] { Consent, Interest, "public-task" })
        {
            Assert.Equal("CONSENT_WITHDRAWN", Check(Facts(basis, [EvidenceKind.ConsentWithdrawnAt]), (EvidenceKind.ConsentWithdrawnAt, "2026-02-03")));
            Assert.Null(Check(Facts(basis, [EvidenceKind.ConsentWithdrawnAt]), (EvidenceKind.ConsentWithdrawnAt, "")));
        }
    }

    [Theory]
    [Trait("Refusal", "RECORD_TOO_OLD")]
    [InlineData("2023-03-02", null)]
    [InlineData("2023-03-01", "RECORD_TOO_OLD")]
    [InlineData("2026-03-03", null)]
    [InlineData("2026-03-04", "RECORD_TOO_OLD")]
    [InlineData("", "RECORD_TOO_OLD")]
    [InlineData("0000-00-00", "RECORD_TOO_OLD")]
    [InlineData("yesterday", "RECORD_TOO_OLD")]
    public void Check_LastActivity_LiesWithinTheTerm(string cell, string? expected) => Assert.Equal(expected, Check(Facts(Interest, [EvidenceKind.LastActiveAt]), (EvidenceKind.LastActiveAt, cell)));

    [Theory]
    [Trait("Refusal", "MINOR")]
    [InlineData("2008-03-02", "2026-03-01", "MINOR")]
    [InlineData("2008-03-02", "2026-03-02", null)]
    [InlineData("2008-02-29", "2026-02-28", "MINOR")]
    [InlineData("2008-02-29", "2026-03-01", null)]
    [InlineData("2008-12-31", "2026-12-30", "MINOR")]
    [InlineData("2026-03-02", "2026-03-02", "MINOR")]
    [InlineData("1900-01-01", "2026-03-02", null)]
    public void Check_BirthDate_BecomesAdultOnTheBirthday(string born, string runDate, string? expected)
    {
        var facts = Facts(Interest, [EvidenceKind.DateOfBirth]);
        var rules = new RowRules(facts, DateOnly.Parse(runDate, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, rules.Check(Batch(facts, _ => System.Text.Encoding.ASCII.GetBytes(born)), 0, 1, out _)?.Code);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("07-03-1984", true)]
    [InlineData("1984-02-30", true)]
    [InlineData("-", true)]
    public void Check_BirthDateThatCannotBeRead_DropsOnlyWhereOneIsNeeded(string cell, bool expectedUnread)
    {
        var facts = Facts(Interest, [EvidenceKind.DateOfBirth]);
        var strict = new RowFacts { Basis = Interest, Columns = facts.Columns, RequiresBirthDate = true };

        Assert.Null(Check(facts, "", out var unread, (EvidenceKind.DateOfBirth, cell)));
        Assert.Equal("MINOR", Check(strict, (EvidenceKind.DateOfBirth, cell)));
        Assert.Equal(expectedUnread, unread);
    }

    [Fact]
    public void Check_RowThatBreaksEveryRule_HasTheFirstCode()
    {
        var bad = new Dictionary<EvidenceKind, string>
        {
            [EvidenceKind.Provenance] = "n/a",
            [EvidenceKind.ConsentWithdrawnAt] = "2026-01-01",
            [EvidenceKind.Consent] = "pending",
            [EvidenceKind.ConsentPurposes] = "email",
            [EvidenceKind.LastActiveAt] = "2001-01-01",
            [EvidenceKind.DateOfBirth] = "2020-01-01",
        };
        var good = new Dictionary<EvidenceKind, string>
        {
            [EvidenceKind.Provenance] = "shop",
            [EvidenceKind.ConsentWithdrawnAt] = "",
            [EvidenceKind.Consent] = "yes",
            [EvidenceKind.ConsentPurposes] = "audience-matching",
            [EvidenceKind.LastActiveAt] = "2026-01-01",
            [EvidenceKind.DateOfBirth] = "1984-03-07",
        };
        string?[] expected = ["PROVENANCE_MISSING", "CONSENT_WITHDRAWN", "CONSENT_UNPROVEN", "CONSENT_PURPOSE_MISMATCH", "RECORD_TOO_OLD", "MINOR", null];
        var codes = Enumerable.Range(0, expected.Length).Select(mended => Check(Facts(Consent, bad.Keys), [.. bad.Select((b, i) => (b.Key, i < mended ? good[b.Key] : b.Value))]));

        Assert.Equal(expected, codes);
    }

    [Fact]
    public void Check_NothingSaidOfRows_DropsNobody()
    {
        Assert.Null(Check(Facts(Interest, [])));
        Assert.Null(Check(Facts(Consent, [])));
    }

    [Fact]
    public void Check_AnyRow_AllocatesNothing()
    {
        var facts = Facts(Consent, Kinds, new RowStatement { Column = Filter, Is = new CellWords("web"), ConsentPurposes = ["email"] }, s_customer);
        var rules = new RowRules(facts, Today);
        var batch = Batch(facts, _ => "2024-05-01"u8.ToArray());
        var allocated = 0L;
        for (var i = 0; i < 2; i++)
        {
            allocated = GC.GetAllocatedBytesForCurrentThread();
            rules.Check(batch, 0, 1, out _);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        Assert.Equal(0, allocated);
    }
}
