using System.Security.Cryptography;
using System.Text;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Matching;

namespace Onboarding.Csv.Tests;

/// <summary>The samples, from CSV to matched ids. All figures and digests are those of a separate Python program over the same files.</summary>
public sealed class SampleTests : IClassFixture<SampleTests.Sample>
{
    private readonly Sample _sample;

    public SampleTests(Sample sample) => _sample = sample;

    [Fact]
    public void Run_Webshop_PutsEveryRowWhereItBelongs()
    {
        var counts = _sample.Run.Counts;

        Assert.Equal((3991L, 3485L, 186L, 50L, 267L, 3L), (counts.Rows, counts.Members, counts.Suppressed, counts.Dropped, counts.Duplicates, counts.Malformed));
    }

    [Fact]
    public void Run_Webshop_RejectsByReason()
    {
        var expected = new Dictionary<string, long>
        {
            // Of the 71 values without exactly one @, the checks on source cells take 56 words for nothing and 6 cells with several addresses first.
            ["EMAIL_AT"] = 9,
            ["PLACEHOLDER"] = 56,
            ["CELL_SEVERAL"] = 6,
            ["EMAIL_DOMAIN"] = 21,
            ["INNER_SPACE"] = 15,
            ["EMAIL_LOCAL_CHARACTER"] = 7,
            ["EMAIL_LOCAL_EMPTY"] = 5,
            ["EMAIL_LOCAL_NOT_ASCII"] = 5,
            ["EMAIL_LOCAL_LENGTH"] = 2,
            ["EMPTY"] = 1264,
        };

        Assert.Equal(expected.OrderBy(r => r.Key, StringComparer.Ordinal), _sample.Run.Counts.Rejected);
    }

    [Theory]
    [InlineData(IdentifierKind.Email, 3238, "1731a916f5f5072f0e701f9ee50d2bedc1a0843807968dfea61610304389f10c")]
    [InlineData(IdentifierKind.ExternalId, 2495, "43158f84832e3b12e9c645b7a0040c88f5a9d4a58a632cb0ace191e05c51048e")]
    public void Run_Webshop_MakesTheTokensOfTheContract(IdentifierKind kind, int count, string digest)
    {
        using var file = AudienceFile.Open(_sample.Run.AudiencePath);
        using var tokens = new MemoryStream();
        file.ReadTokens(kind, chunk => tokens.Write(chunk));

        Assert.Equal((count, digest), ((int)tokens.Length / 32, Convert.ToHexStringLower(SHA256.HashData(tokens.ToArray()))));
    }

    [Fact]
    public void Match_Publisher_FindsTheUsers() => Assert.Equal((9000L, 1152L), (_sample.Match.Rows, _sample.Match.Matched));

    [Fact]
    public void Match_Publisher_WritesTheirOwnIds()
    {
        // Sorted bytewise, each followed by a line feed.
        var ids = ReadIds(File.ReadAllText(_sample.Match.IdsPath)).Select(Encoding.UTF8.GetBytes).ToList();
        ids.Sort((x, y) => x.AsSpan().SequenceCompareTo(y));

        Assert.Equal("1217e0f7c9ee34b356e201bc79ee43be33e16cccc2af33677b6bd9616bc0a790", Convert.ToHexStringLower(SHA256.HashData([.. ids.SelectMany(id => id.Append((byte)'\n'))])));
    }

    // One column; no id of the sample holds a line break.
    private static IEnumerable<string> ReadIds(string csv) => csv.TrimEnd('\n').Split('\n').Skip(1).Select(l => l.StartsWith('"') ? l[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : l);

    /// <summary>One run and one match for all tests.</summary>
    public sealed class Sample : IDisposable
    {
        private readonly RunFolder _folder = new();

        public Sample()
        {
            RunAsync().GetAwaiter().GetResult();
        }

        public RunReport Run { get; private set; } = null!;

        public MatchReport Match { get; private set; } = null!;

        public void Dispose() => _folder.Dispose();

        private static string Find(params string[] names)
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Onboarding.Core.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine([folder.FullName, "samples", .. names]);
        }

        private async Task RunAsync()
        {
            var home = new OnboardingHome(_folder["webshop"], new SqliteStore(_folder["webshop", "onboarding.db"]));
            var plan = await home.ApproveAsync(Find("webshop", "plan.json"));
            Run = await home.CreateRun(plan, CsvRecords.FromPlan(plan), SuppressionSource.FromPlan(plan)).WriteToAsync(Outbox.At(_folder["outbox"]));
            var publisher = new OnboardingHome(_folder["publisher"], new SqliteStore(_folder["publisher", "onboarding.db"]));
            var theirs = await publisher.ApproveMatchAsync(Find("publisher", "match-plan.json"));
            using var audience = await publisher.OpenReceivedAsync(Run.AudiencePath, theirs);
            Match = await publisher.CreateMatch(theirs, audience, CsvRecords.FromPlan(theirs), SuppressionSource.FromPlan(theirs)).WriteIdsToAsync(_folder["matched", "ids.csv"]);
        }
    }
}
