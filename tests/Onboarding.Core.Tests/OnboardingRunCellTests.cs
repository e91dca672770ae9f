using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>Phone numbers, damaged cells and hashed objections on their way through a whole run.</summary>
public sealed class OnboardingRunCellTests
{
    private static readonly string[] s_columns = ["phone", "country"];

    [Fact]
    public void Run_PhonesInManySpellings_AreOnePerson()
    {
        using var world = World("NL");
        var rows = Rows("0611223344", "06 11 22 33 44", "+31 (0)6-11223344", "0031611223344", "'+31611223344", "06-11223344 ext. 5");

        var report = world.Run(Records([.. rows, .. Others(20)]), Nobody());

        Assert.Equal((21, 5, 1), (report.Counts.Members, report.Counts.Duplicates, report.Counts.Cells.Apostrophes));
    }

    [Fact]
    public void Run_CountryColumn_DecidesBeforeThePlansRegion()
    {
        using var world = World("NL");
        var rows = new[] { new[] { "0612345670", "Frankrijk" }, ["06 12 34 56 70", "FR"], ["+33612345670", ""], ["0611223344", ""], ["0611223355", "Atlantis"] };

        var report = world.Run(Records([.. rows, .. Others(20)]), Nobody());

        Assert.Equal((22, 2, 1), (report.Counts.Members, report.Counts.Duplicates, report.Counts.Rejected["PHONE_NO_REGION"]));
        Assert.Equal(21, report.Counts.Cells.PhonesByDefaultRegion);
        Assert.DoesNotContain(report.Warnings, w => w.Code == "PHONE_MIXED_COUNTRIES");
    }

    [Fact]
    [Trait("Refusal", "PHONE_NO_REGION")]
    public void Run_NationalNumberWithoutAnyRegion_IsRejected()
    {
        using var world = World(null);

        var report = world.Run(Records([["0611223344", ""], .. Others(20, "+316112200")]), Nobody());

        Assert.Equal(1, report.Counts.Rejected["PHONE_NO_REGION"]);
    }

    [Fact]
    [Trait("Refusal", "PHONE_MIXED_COUNTRIES")]
    public void Run_NumbersOfOtherCountriesWithoutCountryColumn_Warns()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Columns = new() { ["phone"] = ["phone"] };
            plan.Region = "NL";
        });
        var rows = Others(20).Select(r => new[] { r[0] }).Concat([["+33612345670"], ["+32470123456"]]);

        var report = world.Run(new RunRecords(["phone"], rows), Nobody());

        var warning = Assert.Single(report.Warnings, w => w.Code == "PHONE_MIXED_COUNTRIES");
        Assert.Contains("2 of 22", warning.Seen, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "CELL_LOST_ZERO")]
    public void Run_BareNumberWhereOthersCarryTheirZero_IsRejected()
    {
        using var world = World("NL");

        var report = world.Run(Records([["611223344", ""], .. Others(20)]), Nobody());

        Assert.Equal((20, 1), (report.Counts.Members, report.Counts.Rejected["CELL_LOST_ZERO"]));
    }

    [Fact]
    public void Run_ColumnOfBareNumbers_ReadsThemWithTheRegion()
    {
        using var world = World("NL");

        var report = world.Run(Records(Others(20, "6112200")), Nobody());

        Assert.Equal(20, report.Counts.Members);
        Assert.Empty(report.Counts.Rejected);
    }

    [Fact]
    [Trait("Refusal", "CELL_SEVERAL")]
    public void Run_SeveralNumbersInACell_AreRejectedUnlessThePlanSplits()
    {
        var rows = Rows("0611223344 / 0611223355").Concat(Others(20)).ToArray();
        using var whole = World("NL");
        using var split = World("NL", plan => plan.Split = new() { ["phone"] = "/" });

        Assert.Equal(1, whole.Run(Records(rows), Nobody()).Counts.Rejected["CELL_SEVERAL"]);
        Assert.Equal(22, split.Run(Records(rows), Nobody()).Label.TokenCounts[IdentifierKind.Phone]);
    }

    [Fact]
    public void Run_PhoneOptOutInAnotherSpelling_IsHonoured()
    {
        using var world = World("NL");
        var optOut = SuppressionSource.FromLists(new SuppressionList("list", new RunRecords(["value"], [["+31 6 11 22 33 44"]]), [new SuppressionColumn("value", IdentifierKind.Phone, SuppressionValueForm.Clear)]));

        var report = world.Run(Records([["0611223344", ""], .. Others(20)]), optOut);

        Assert.Equal((20, 1), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public void Run_HashOfOneSpelling_KeepsEverySpellingOfThatAddressOut()
    {
        using var world = new RunWorld();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("jan.jansen@gmail.com"u8));
        var rows = new[] { new[] { "janjansen@gmail.com", "A1" }, ["jan.jansen@gmail.com", "A2"], ["Jan.Jansen+x@googlemail.com", "A3"] };

        var first = world.Run(RunWorld.Records([.. rows, .. RunWorld.Members(20)]), RunOptOuts.Hashes(hash));
        using var other = new RunWorld();
        var atWrite = other.Run(RunWorld.Records([.. rows, .. RunWorld.Members(20)]), RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, [new string('0', 63) + "1"], [new string('0', 63) + "1", hash]));

        Assert.Equal((20, 3, 0), (first.Counts.Members, first.Counts.Suppressed, first.Counts.SuppressedAtWrite));
        Assert.Equal((20, 3, 3), (atWrite.Counts.Members, atWrite.Counts.Suppressed, atWrite.Counts.SuppressedAtWrite));
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_NOT_PLANNED")]
    public void Create_OtherListsThanThePlanNames_AreRefused()
    {
        using var world = new RunWorld(plan => plan.SuppressionList = "opt-outs.csv");

        Refused(RunOptOuts.Emails(RunOptOuts.Nobody));
        Refused(SuppressionSource.ConfirmedEmpty("somebody's word"));

        void Refused(SuppressionSource suppression)
        {
            var exception = Assert.Throws<OnboardingException>(() => world.CreateRun(RunWorld.Records(RunWorld.Members(20)), suppression));
            Assert.Equal("SUPPRESSION_NOT_PLANNED", exception.Code);
        }
    }

    private static RunWorld World(string? region, Action<RunPlan>? change = null) => new(plan =>
    {
        plan.Columns = new() { ["phone"] = ["phone"], ["country"] = ["country"] };
        plan.Region = region;
        change?.Invoke(plan);
    });

    private static RunRecords Records(IEnumerable<string[]> rows) => new(s_columns, rows);

    private static IEnumerable<string[]> Rows(params string[] phones) => phones.Select(p => new[] { p, "" });

    private static IEnumerable<string[]> Others(int count, string prefix = "06112200") => Enumerable.Range(10, count).Select(i => new[] { prefix + i.ToString(System.Globalization.CultureInfo.InvariantCulture), "" });

    private static SuppressionSource Nobody() => RunOptOuts.Emails(RunOptOuts.Nobody);

    [Fact]
    [Trait("Refusal", "NATIONAL_ID")]
    public void Run_ColumnOfNationalNumbersUnderAnotherName_IsWarnedOf()
    {
        using var world = new RunWorld();
        var rows = Enumerable.Range(0, 40).Select(i => new[] { $"member-{i}@example.com", National(123456 + i) });
        using var other = new RunWorld();

        Assert.Contains("NATIONAL_ID", world.Run(RunWorld.Records(rows), Nobody()).Warnings.Select(w => w.Code));
        Assert.DoesNotContain("NATIONAL_ID", other.Run(RunWorld.Records(RunWorld.Members(40)), Nobody()).Warnings.Select(w => w.Code));
    }

    [Fact]
    [Trait("Refusal", "FIELD_UNUSABLE")]
    public void Run_FieldOfWhichMostValuesAreRejected_IsWarnedOf()
    {
        using var world = new RunWorld();
        var rows = Enumerable.Range(0, 30).Select(i => new[] { $"no address {i}", $"M{i}" });

        var warning = Assert.Single(world.Run(RunWorld.Records(rows), Nobody()).Warnings, w => w.Code == "FIELD_UNUSABLE");
        Assert.Equal(("$.source.columns.email", "30 of 30 values have no canonical form; most frequent: INNER_SPACE (30 times)"), (warning.Path, warning.Seen));
    }

    // A made-up number of nine digits that passes the check.
    private static string National(int number)
    {
        for (var last = 0; ; number++)
        {
            var digits = (number * 100L).ToString("D9", System.Globalization.CultureInfo.InvariantCulture)[..8];
            for (last = 0; last < 10; last++)
            {
                if (CellCheck.IsNationalNumber(System.Text.Encoding.ASCII.GetBytes(digits + last)))
                {
                    return digits + last;
                }
            }
        }
    }
}
