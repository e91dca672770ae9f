using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>An objection in the same cell as the record's reaches that record, whatever the cell went through.</summary>
public sealed class OnboardingRunListTests
{
    [Fact]
    public void Run_CellWithApostropheOnBothSides_IsSuppressed()
    {
        using var world = new RunWorld();

        var report = world.Run(RunWorld.Records([["", "'000123"], .. RunWorld.Members(20)]), Clear(IdentifierKind.ExternalId, "'000123"));

        Assert.Equal((20, 1), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public void Run_CellThatThePlanSplits_IsSuppressedByTheSameCell()
    {
        using var world = new RunWorld(plan => plan.Split = new() { ["external_id"] = "/" });
        var list = new SuppressionList("list", new RunRecords(["value"], [["A/B"]]), [new SuppressionColumn("value", IdentifierKind.ExternalId, SuppressionValueForm.Clear)])
        {
            Split = new Dictionary<IdentifierKind, char> { [IdentifierKind.ExternalId] = '/' },
        };

        var report = world.Run(RunWorld.Records([["", "A/B"], ["", "B"], .. RunWorld.Members(20)]), SuppressionSource.FromLists(list));

        Assert.Equal((20, 2), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public void Run_NationalNumberWithItsCountryOnBothSides_IsSuppressed()
    {
        using var world = World();
        var list = new SuppressionList("list", new RunRecords(["phone", "country"], [["030 9018200", "DE"]]), [new SuppressionColumn("phone", IdentifierKind.Phone, SuppressionValueForm.Clear)], region: Region("NL"))
        {
            CountryColumn = "country",
        };

        var report = world.Run(Phones([["030 9018200", "Duitsland"], .. Others()]), SuppressionSource.FromLists(list));

        Assert.Equal((20, 1), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public void Run_CountryThatIsNotKnown_IsNotThePlansCountry()
    {
        using var world = World();

        var report = world.Run(Phones([["030 9018200", "Germania"], .. Others()]), RunOptOuts.Emails(RunOptOuts.Nobody));

        Assert.Equal((20, 1), (report.Counts.Members, report.Counts.Rejected["PHONE_NO_REGION"]));
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_EMPTY")]
    public void Run_OneListOfTwoWithoutUsableEntry_IsRefusedByItsName()
    {
        using var world = new RunWorld();
        var good = RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Clear, RunOptOuts.Nobody);
        var bad = new SuppressionList("bad list", new RunRecords(["value"], [["anna@example.com"]]), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Sha256Hex)]);

        var exception = Assert.Throws<OnboardingException>(() => world.Run(RunWorld.Records(RunWorld.Members(20)), SuppressionSource.FromLists(good, bad)));

        Assert.Equal("SUPPRESSION_EMPTY", exception.Code);
        Assert.Contains("bad list", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MoreIdentifiersThanAnyPersonHas_IsAMalformedRow()
    {
        using var world = new RunWorld(plan => plan.Split = new() { ["external_id"] = "/" });
        var many = string.Join('/', Enumerable.Range(0, 600).Select(i => $"X{i}"));
        var most = string.Join('/', Enumerable.Range(0, 64).Select(i => $"Y{i}"));

        var report = world.Run(RunWorld.Records([["", many], ["", most], .. RunWorld.Members(20)]), RunOptOuts.Emails(RunOptOuts.Nobody));

        Assert.Equal((21, 1), (report.Counts.Members, report.Counts.MalformedByReason["TOO_MANY_VALUES"]));
        Assert.Equal(report.Counts.Rows, report.Counts.Members + report.Counts.Suppressed + report.Counts.Dropped + report.Counts.Duplicates + report.Counts.Malformed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Match_HashOfOneSpelling_KeepsEveryOwnIdOutWhateverTheOrder(bool reversed)
    {
        using var world = new RunWorld();
        var sent = world.Run(RunWorld.Records([["anna@gmail.com", ""], .. RunWorld.Members(20)]));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("an.na+x@gmail.com"u8));
        string[][] own = [["10", "anna@gmail.com", ""], ["11", "An.Na+x@gmail.com", ""], ["12", "member-1@example.com", ""]];
        var plan = world.ApproveMatch();
        using var audience = await world.Paper.OpenReceivedAsync(sent.AudiencePath, plan, TestContext.Current.CancellationToken);

        var report = await world.Paper.CreateMatch(plan, audience, RunWorld.Own(reversed ? own.Reverse() : own), RunOptOuts.Hashes(hash)).WriteIdsToAsync(world.IdsPath, TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (report.Matched, report.Suppressed));
        Assert.Equal("user id\n12\n", (await File.ReadAllTextAsync(world.IdsPath, TestContext.Current.CancellationToken)).Replace("\"", "", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Refusal", "OUTPUT_EXISTS")]
    public async Task Match_OutputInThePlaceOfAnInputOrReport_IsRefused()
    {
        using var world = new RunWorld();
        var sent = world.Run(RunWorld.Records(RunWorld.Members(20)));
        var plan = world.ApproveMatch();
        using var audience = await world.Paper.OpenReceivedAsync(sent.AudiencePath, plan, TestContext.Current.CancellationToken);
        var match = world.Paper.CreateMatch(plan, audience, RunWorld.Own([["1", "member-1@example.com", ""]]), RunOptOuts.Emails(RunOptOuts.Nobody));
        var before = await File.ReadAllBytesAsync(sent.AudiencePath, TestContext.Current.CancellationToken);

        foreach (var path in new[] { sent.AudiencePath, world["advertiser-report.json"], world.OutboxFolder })
        {
            var exception = await Assert.ThrowsAsync<OnboardingException>(() => match.WriteIdsToAsync(path, TestContext.Current.CancellationToken));
            Assert.Equal("OUTPUT_EXISTS", exception.Code);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(sent.AudiencePath, TestContext.Current.CancellationToken));
    }

    private static SuppressionSource Clear(IdentifierKind kind, params string[] values) => SuppressionSource.FromLists(RunOptOuts.List(kind, SuppressionValueForm.Clear, values));

    private static RunWorld World() => new(plan =>
    {
        plan.Columns = new() { ["phone"] = ["phone"], ["country"] = ["country"] };
        plan.Region = "NL";
    });

    private static RunRecords Phones(IEnumerable<string[]> rows) => new(["phone", "country"], rows);

    private static IEnumerable<string[]> Others() => Enumerable.Range(10, 20).Select(i => new[] { "06112200" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), "" });

    private static PhoneRegion Region(string code)
    {
        Assert.True(PhoneRegion.TryParse(System.Text.Encoding.ASCII.GetBytes(code), out var region));
        return region;
    }
}
