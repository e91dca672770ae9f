using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

/// <summary>The known answers of platforms, row by row. Rows are named by their place in platform-forms.json.</summary>
public class PlatformFormTests
{
    // What the library reads from a cell where the platform's own code sees no country or gender.
    private static readonly Dictionary<int, (string Ours, string OfProfile)> s_readBefore = new()
    {
        [67] = ("US", "COUNTRY_UNKNOWN"), // " usa " is a code of three letters
        [68] = ("US", "COUNTRY_UNKNOWN"), // " u s " is a name of the country to the library
    };

    // A digest in a clear column: a column that is hashed already is declared, and its digests pass as they are.
    private const int AlreadyHashed = 133;

    // A numeric user id of X is hashed; the external id of a plan is the advertiser's own, which X takes plain.
    private const int UserIdOfX = 263;

    public static TheoryData<string> Cultures => ["", "tr-TR", "th-TH"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void TryWrite_EveryRowWithAForm_GivesIt(string culture)
    {
        var faults = ContractCulture.Run(culture, () => Known().Where(r => Part(r) == "form" && PlatformVectors.Make(r) != r.Normalized).Select(Describe).ToList());
        Assert.Empty(faults);
    }

    [Fact]
    [Trait("Complaint", "18")]
    public void TryWrite_EveryRow_HasTheKnownHash()
    {
        var rows = Known().Where(r => r.Hex is not null).ToList();
        Assert.Equal(151, rows.Count);
        Assert.All(rows, row =>
        {
            var digest = new byte[32];
            PlatformHash.Hash(Encoding.UTF8.GetBytes(row.Normalized!), digest);
            Assert.Equal((row.Hex, row.Base64 ?? Convert.ToBase64String(digest)), (Convert.ToHexStringLower(digest), Convert.ToBase64String(digest)));
        });
    }

    [Fact]
    public void IsHashed_EveryRow_IsAsKnown()
    {
        var rows = Known().Where(r => r.Normalized is not null && r.Number is not AlreadyHashed and not UserIdOfX);
        Assert.Empty(rows.Where(r => PlatformVectors.FindField(r)!.IsHashed != r.IsHashed).Select(Describe));
    }

    [Fact]
    public void TryWrite_CellsThatTheLibraryReads_AreReadBefore()
    {
        Assert.All(s_readBefore, known =>
        {
            var row = PlatformVectors.All[known.Key];
            Assert.Equal(known.Value, (PlatformVectors.Make(row), PlatformVectors.Write(PlatformVectors.FindField(row)!, row.Input)));
        });
    }

    [Fact]
    public void TryWrite_Digest_IsNoAddress() => Assert.Equal("EMAIL_AT", PlatformVectors.Make(PlatformVectors.All[AlreadyHashed]));

    [Fact]
    public void TryWrite_GeneralRows_AreRejectedInEveryFieldOfEveryProfile()
    {
        var rows = PlatformVectors.All.Where(r => r.Platform == "general" && !r.IsContested).ToList();
        Assert.Equal(3, rows.Count);
        foreach (var field in PlatformProfiles.All.SelectMany(p => p.Fields))
        {
            Assert.Equal(["EMPTY", "EMPTY", "NOT_UTF8"], rows.Select(r => PlatformVectors.Write(field, r.Input)));
        }
    }

    [Fact]
    public void Rows_ByWhatTheyTest_AddUp()
    {
        var counts = PlatformVectors.All.GroupBy(r => Scope(r) == "known" ? "known: " + Part(r) : Scope(r)).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(new Dictionary<string, int>
        {
            ["known: form"] = 153,
            ["known: rejected"] = 33,
            ["known: number of nobody"] = 9,
            ["known: read before"] = 2,
            ["known: digest"] = 1,
            ["contested"] = 65,
            ["general"] = 3,
            ["contested general"] = 2,
            ["evidence: google-ec"] = 2,
            ["evidence: google-ga4mp"] = 2,
            ["evidence: google-pair"] = 1,
            ["evidence: meta-param-builder"] = 68,
            ["no field: optable email_pair"] = 1,
            ["no field: optable ipv6"] = 1,
            ["no field: euid email_raw"] = 1,
            ["no field: uid2 email_hash"] = 1,
            ["no field: liveramp email_hash"] = 1,
            ["no field: x username"] = 1,
        }.OrderBy(c => c.Key, StringComparer.Ordinal), counts.OrderBy(c => c.Key, StringComparer.Ordinal));
        Assert.Equal((198, 347), (Known().Count(), counts.Values.Sum()));
    }

    internal static string Scope(PlatformVector row)
    {
        if (row.Platform == "general")
        {
            return row.IsContested ? "contested general" : "general";
        }

        return PlatformVectors.ProfileOf(row) is null ? $"evidence: {row.Platform}"
            : PlatformVectors.FieldOf(row) is null ? $"no field: {row.Platform} {row.Type}"
            : row.IsContested ? "contested" : "known";
    }

    /// <summary>What a known row tests: its form, its rejection, or something with a table of its own.</summary>
    internal static string Part(PlatformVector row)
    {
        return Scope(row) != "known" ? "none"
            : PhoneVectors.NumbersOfNobody.Any(n => n.Row == row.Number) ? "number of nobody"
            : s_readBefore.ContainsKey(row.Number) ? "read before"
            : row.Number == AlreadyHashed ? "digest"
            : row.Normalized is null ? "rejected" : "form";
    }

    private static IEnumerable<PlatformVector> Known() => PlatformVectors.All.Where(r => Scope(r) == "known");

    private static string Describe(PlatformVector row) => $"row {row.Number}: {row.Platform} {row.Type} -> {PlatformVectors.Make(row)}";
}
