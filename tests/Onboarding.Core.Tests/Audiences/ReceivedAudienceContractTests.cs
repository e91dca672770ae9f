using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Plans.Rules;
using Onboarding.Records;
using Onboarding.StoreContract;

namespace Onboarding.Core.Tests.Audiences;

/// <summary>What the format says a reader checks before it uses a file: with its own plan's domain, never the label's.</summary>
public class ReceivedAudienceContractTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task OpenAsync_GoldenFile_IsAccepted()
    {
        using var folder = new ContractFolder();
        using var received = await OpenAsync(folder, File.ReadAllBytes(ContractVectors.PathOf("golden-small.audience")));
        Assert.Equal(5, received.OpenTokens(Onboarding.Identifiers.IdentifierKind.Email, SortedTokens.Create([])).Count);
    }

    [Theory]
    [InlineData("another serial in the label")]
    [InlineData("later delete-by in the label")]
    [InlineData("MAC")]
    [Trait("Refusal", "AUDIENCE_MAC")]
    public async Task OpenAsync_DamagedVector_IsRefused(string note)
    {
        var damage = ContractVectors.Golden.GetProperty("damaged").EnumerateArray().Single(d => d.Text("note") == note);
        var bytes = File.ReadAllBytes(ContractVectors.PathOf("golden-small.audience"));
        Convert.FromHexString(damage.Text("bytes")).CopyTo(bytes, damage.GetProperty("offset").GetInt32());
        System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        Assert.Equal("AUDIENCE_MAC", await RefusalAsync(bytes));
    }

    [Fact]
    [Trait("Refusal", "OUTSIDE_DOMAIN")]
    public async Task OpenAsync_LabelOfAnotherDomain_IsRefused()
    {
        var crafted = ContractVectors.Golden.GetProperty("crafted").EnumerateArray().Single(c => c.GetProperty("refused").GetString() == "OUTSIDE_DOMAIN");
        Assert.Equal("OUTSIDE_DOMAIN", await RefusalAsync(Convert.FromHexString(crafted.Text("hex"))));
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public async Task OpenAsync_LabelOfAnotherKeyId_IsRefused()
    {
        using var card = ContractVectors.Card("demo-party-1");
        var label = ContractAudience.Label(card, """{"email":3}""").Replace(card.Id, "another-key", StringComparison.Ordinal);
        Assert.Equal("KEY_MISMATCH", await RefusalAsync(ContractAudience.Build(card, label, (1, true, ContractAudience.Tokens(3)))));
    }

    [Theory]
    [InlineData("2026-12-02T09:00:00Z", null)]
    [InlineData("2026-12-02T09:00:01Z", "USE_BY_PASSED")]
    [InlineData("2027-01-31T09:00:01Z", "DATA_EXPIRED")]
    [Trait("Refusal", "USE_BY_PASSED")]
    [Trait("Refusal", "DATA_EXPIRED")]
    public async Task OpenAsync_AtATime_LooksAtTheDates(string now, string? code)
    {
        Assert.Equal(code, await RefusalAsync(Good(), DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    [Trait("Refusal", "KEY_EXPIRED")]
    public async Task OpenAsync_MadeOutsideTheKeysPeriod_IsRefused()
    {
        using var card = ContractVectors.Card("demo-party-1");
        var label = ContractAudience.Label(card, """{"email":3}""").Replace("2026-11-02T09", "2025-12-31T23", StringComparison.Ordinal);
        Assert.Equal("KEY_EXPIRED", await RefusalAsync(ContractAudience.Build(card, label, (1, true, ContractAudience.Tokens(3)))));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, null)]
    [InlineData(7, "SERIAL_TOO_OLD")]
    [Trait("Refusal", "SERIAL_TOO_OLD")]
    public async Task OpenAsync_SerialAfterAnAcceptedOne_MayNotBeLower(long accepted, string? code)
    {
        Assert.Equal(code, await RefusalAsync(Good(), accepted: accepted));
    }

    private static byte[] Good()
    {
        using var card = ContractVectors.Card("demo-party-1");
        return ContractAudience.Build(card, ContractAudience.Label(card, """{"email":3}"""), (1, true, ContractAudience.Tokens(3)));
    }

    private static async Task<string?> RefusalAsync(byte[] bytes, DateTimeOffset? now = null, long? accepted = null)
    {
        using var folder = new ContractFolder();
        try
        {
            using var received = await OpenAsync(folder, bytes, now, accepted);
            return null;
        }
        catch (OnboardingException exception)
        {
            return exception.Code;
        }
    }

    private static async Task<ReceivedAudience> OpenAsync(ContractFolder folder, byte[] bytes, DateTimeOffset? now = null, long? accepted = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var keys = new FileKeyStore(folder["keys"]);
        using var party = keys.Import(ContractVectors.CardJson("demo-party-1"));
        using var suppression = keys.Create("own-suppression", KeyType.Suppression, Domain.Suppression(party.Domain.Recipient), new DateOnly(2026, 1, 1), null);
        var ledger = new MemoryStore();
        if (accepted is { } serial)
        {
            await ledger.AppendAsync(new LedgerEntry { Event = LedgerEvent.Accepted, Time = s_now, Domain = party.Domain.ToString(), Serial = serial }, cancellationToken);
        }

        Assert.True(PlanDate.TryParse("P30D", out var term));
        var source = new SourceFile { Type = "code", Columns = [] };
        var plan = new ApprovedMatchPlan(new ReviewedPlan
        {
            Id = "match",
            IsMatch = true,
            Domain = party.Domain,
            Source = new PlanSource(null, null, [], "id", stopOnMalformed: false),
            Suppression = new PlanSuppression(suppression.Id, [], "nobody", false),
            Key = party.Id,
            Facts = new PlanFacts(
                new PlanFile { Version = 1, Id = "match", Side = "match", Dossier = "dossier.json", Source = source, Key = party.Id },
                new DossierFile { Version = 1, Controller = party.Domain.Controller, Parties = [] },
                s_now),
            DeleteBy = term,
            UseBy = term,
            Expiries = [],
            MinimumMembers = 50,
            Digest = "",
            Findings = [],
        });
        return await ReceivedAudience.OpenAsync(folder.Write("x.audience", bytes), plan, keys, ledger, new ContractClock(now ?? s_now), cancellationToken);
    }
}
