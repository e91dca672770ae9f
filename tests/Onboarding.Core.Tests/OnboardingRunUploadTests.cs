using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>A plan that sends to a platform: its files, what they hold, and who is taken out of them again.</summary>
public sealed class OnboardingRunUploadTests
{
    private static readonly string[] s_columns = ["email", "phone", "voornaam", "tussenvoegsel", "achternaam", "postcode", "plaats", "land", "geboren", "id"];

    internal static readonly string[] Jan = ["Jan+Shop@Example.com", "06 12 34 56 77", "Jan", "van der", "Bérg", "1234 AB", "'s-Gravenhage", "NL", "05-03-1985", "J1"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteToAsync_MetaFile_HoldsThePlatformsFormsWithLabelAndList()
    {
        using var world = new ChainWorld(Meta);
        var report = await world.RunAsync(ChainWorld.Paper, Rows(Jan));

        using var list = JsonDocument.Parse(await File.ReadAllBytesAsync(report.AudiencePath, Cancellation));
        var part = Assert.Single(list.RootElement.GetProperty("parts").EnumerateArray());
        var path = world["paper", "outbox", part.GetProperty("file").GetString()!];
        Assert.Equal(part.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, Cancellation))));
        Assert.Equal(("meta", "file", "add", 13), (Text(list, "platform"), Text(list, "format"), Text(list, "action"), list.RootElement.GetProperty("members").GetInt32()));
        var lines = await File.ReadAllLinesAsync(path, Cancellation);
        Assert.Equal("email,email,email,phone,phone,phone,madid,fn,ln,zip,ct,st,country,dob,doby,gen,age,uid", lines[0]);
        var jan = Assert.Single(lines, l => l.StartsWith(Hash("jan+shop@example.com"), StringComparison.Ordinal)).Split(',');
        Assert.Equal([Hash("31612345677"), Hash("jan"), Hash("van der bérg".Replace(" ", "", StringComparison.Ordinal)), Hash("1234ab"), Hash("sgravenhage"), Hash("nl"), Hash("19850305")], [jan[3], jan[7], jan[8], jan[9], jan[10], jan[12], jan[13]]);

        var label = PseudonymityLabel.Parse(await File.ReadAllBytesAsync(world["paper", "outbox", report.Id + ".label.jsonld"], Cancellation));
        Assert.Equal((report.Id, 13L, "anyone-with-the-identifier", ""), (label.Id, label.Members, label.AttributableBy, label.KeyId));
        Assert.Equal((13L, 1L, 1L), (label.ValueCounts["email"], label.ValueCounts["phone"], label.ValueCounts["date_of_birth"]));
        Assert.Equal((1L, 12L), (report.Counts.Kinds["city"].Accepted, report.Counts.Kinds["city"].Empty));
        Assert.Equal([report.Id + ".add.0001.csv", report.Id + ".label.jsonld", report.Id + ".upload.json"], Names(world));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(world["shop", "private"]), e => e.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteToAsync_Platform_RecordsWhatWasSentWhere()
    {
        using var world = new ChainWorld(Meta);
        var report = await world.RunAsync(ChainWorld.Paper, Rows(Jan));

        var output = Assert.Single(await LedgerOutput.ReadAsync(world.Home.Store, Cancellation));
        Assert.Equal((report.Id, "meta", "file", 13L), (output.Id, output.Intent.Upload!.Platform, output.Intent.Upload.Format, output.Intent.Tokens["email"]));
        Assert.StartsWith("meta, profile set ", output.Intent.Form, StringComparison.Ordinal);
        Assert.Equal(["email", "phone", "first_name", "last_name", "postal_code", "city", "country", "date_of_birth"], output.Intent.Upload.Fields);
    }

    [Fact]
    public async Task WriteToAsync_Platform_ReportSaysValuesAndNoKey()
    {
        using var world = new ChainWorld(Meta);
        var report = await world.RunAsync(ChainWorld.Paper, Rows(Jan));

        var page = await File.ReadAllTextAsync(report.ReportPagePath, Cancellation);
        Assert.Contains("13\u00A0values (E-mail address)", page, StringComparison.Ordinal);
        Assert.Contains("Postal code", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<code></code>", page, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report.ReportPath, Cancellation));
        Assert.Equal(1, json.RootElement.GetProperty("label").GetProperty("tokens").GetProperty("postal_code").GetInt32());
    }

    [Theory]
    [InlineData("jan@example.com")]
    [InlineData("JAN+other@example.com")]
    public async Task WriteToAsync_OptOutInAnotherSpelling_IsInNoFile(string optOut)
    {
        using var world = new ChainWorld(Meta);
        var report = await world.RunAsync(ChainWorld.Paper, Rows(Jan), RunOptOuts.Emails(optOut));

        Assert.Equal((12L, 1L), (report.Counts.Members, report.Counts.Suppressed));
        Assert.DoesNotContain(Hash("jan+shop@example.com"), await ContentAsync(world, report.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_OptOutKnownByTheHashThatWouldLeave_IsInNoFile()
    {
        using var world = new ChainWorld(Meta);
        var report = await world.RunAsync(ChainWorld.Paper, Rows(Jan), RunOptOuts.Hashes(Hash("jan+shop@example.com")));

        Assert.Equal((12L, 1L), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public async Task WriteToAsync_OptOutThatComesMeanwhile_IsFoundByTheSecondCheck()
    {
        using var world = new ChainWorld(Meta);
        var lists = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, [RunOptOuts.Nobody], [RunOptOuts.Nobody, "jan@example.com"]);
        var report = await world.RunAsync(ChainWorld.Paper, Rows(Jan), lists);

        Assert.Equal((12L, 1L), (report.Counts.Members, report.Counts.SuppressedAtWrite));
        Assert.DoesNotContain(Hash("jan+shop@example.com"), await ContentAsync(world, report.Id), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "PLATFORM_MINIMUM")]
    [Trait("Complaint", "15")]
    public async Task WriteToAsync_FewerThanThePlatformUses_IsWarnedOf()
    {
        using var world = new ChainWorld(Meta);
        var plan = await world.ApproveAsync(ChainWorld.Paper);

        var dry = await world.Home.CreateRun(plan, Rows(Jan), Nobody()).CountAsync(Cancellation);
        Assert.Contains(dry.Findings, f => f.Reason?.Code == "PLATFORM_MINIMUM");
        Assert.Contains((await world.RunAsync(ChainWorld.Paper, Rows(Jan))).Warnings, f => f.Reason?.Code == "PLATFORM_MINIMUM");
    }

    [Fact]
    public async Task CountAsync_Platform_CountsWhatARunSends()
    {
        using var world = new ChainWorld(Meta);
        var dry = await world.Home.CreateRun(await world.ApproveAsync(ChainWorld.Paper), Rows(Jan), Nobody()).CountAsync(Cancellation);
        var run = await world.RunAsync(ChainWorld.Paper, Rows(Jan));

        Assert.Equal((run.Counts.Members, run.Counts.Kinds["city"].Members), (dry.Counts.Members, dry.Counts.Kinds["city"].Members));
    }

    [Fact]
    public async Task WriteToAsync_DestinationForAudiencesOnly_SendsNothing()
    {
        using var world = new ChainWorld(Meta);

        Assert.Equal("DESTINATION_NOT_BUILT", (await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(ChainWorld.Paper, Rows(Jan), destination: new AudiencesOnly()))).Code);
        Assert.Equal(OutputState.Failed, Assert.Single(await LedgerOutput.ReadAsync(world.Home.Store, Cancellation)).State);
    }

    [Fact]
    public async Task WriteToAsync_Cancelled_LeavesNothingBehind()
    {
        using var world = new ChainWorld(Meta);
        using var source = new CancellationTokenSource();
        var plan = await world.ApproveAsync(ChainWorld.Paper);
        var run = world.Home.CreateRun(plan, Rows(Jan), Nobody());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WriteToAsync(new Cancelling(source), source.Token));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(world["shop", "private"]), e => e.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.False(Directory.Exists(world["paper", "outbox"]));
    }

    [Fact]
    public async Task WriteToAsync_MembersWhomNoFileHolds_AreNotCountedAsSent()
    {
        using var world = new ChainWorld(plan =>
        {
            Platform(plan, """{ "type": "platform", "profile": "liveramp", "settings": { "segment": "SEGMENT_1" } }""");
            plan.Columns = new() { ["email"] = ["email"], ["country"] = ["land"] };
            plan.Declared = null;
        });
        string[][] rows = [.. Enumerable.Range(0, 11).Select(i => new[] { $"dutch-{i}@example.com", "", "", "", "", "", "", "NL", "", "" })];
        var report = await world.RunAsync(ChainWorld.Paper, Rows(rows));

        Assert.Equal((23L, 11L, 11L), (report.Counts.Members, report.Label.Members, report.Label.ValueCounts["country"]));
        Assert.Contains("12 people are in no file: liveramp needs something of everybody that they have not, such as a country", report.Notes);
        Assert.Equal("NO_MEMBERS", (await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(ChainWorld.Paper, Rows()))).Code);
    }

    [Theory]
    [InlineData("google", "email", "country")]
    [InlineData("google", "first_name", "last_name")]
    [InlineData("liveramp", "external_id", "country")]
    public async Task ApproveAsync_FieldsOfWhichNothingCanBeSent_AreRefused(string profile, string field, string other)
    {
        using var world = new ChainWorld(plan =>
        {
            plan.Platform = $$"""{ "type": "platform", "profile": "{{profile}}", "settings": {{(profile == "liveramp" ? """{ "segment": "S" }""" : "{}")}} }""";
            plan.Columns = new() { [field] = ["a"], [other] = ["b"] };
        });

        Assert.Contains("DESTINATION_NOT_BUILT", (await Assert.ThrowsAsync<OnboardingException>(() => world.ApproveAsync(ChainWorld.Paper))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_SecondSpellingOfOneAddress_IsSentOnce()
    {
        using var world = new ChainWorld(Meta);
        var report = await world.RunAsync(ChainWorld.Paper, Rows(Jan, ["jan+shop@example.com ", .. Jan[1..]]));

        Assert.Equal((13L, 1L), (report.Counts.Members, report.Counts.Duplicates));
        Assert.Single((await ContentAsync(world, report.Id)).Split('\n'), l => l.StartsWith(Hash("jan+shop@example.com"), StringComparison.Ordinal));
    }

    internal static void MetaRequest(RunPlan plan)
    {
        Platform(plan, """{ "type": "platform", "profile": "meta", "format": "api", "settings": { "accountId": "123456", "listId": "777" } }""");
        plan.Columns.Remove("date_of_birth");
        plan.Columns["birth_year"] = ["geboren"];
        plan.Columns["birth_month"] = ["geboren"];
        plan.Columns["first_initial"] = ["voornaam"];
    }

    internal static void Platform(RunPlan plan, string destination)
    {
        plan.Platform = destination;
        plan.Region = "NL";
        plan.Columns = new()
        {
            ["email"] = ["email"],
            ["phone"] = ["phone"],
            ["first_name"] = ["voornaam"],
            ["last_name"] = ["tussenvoegsel", "achternaam"],
            ["postal_code"] = ["postcode"],
            ["city"] = ["plaats"],
            ["country"] = ["land"],
            ["date_of_birth"] = ["geboren"],
        };
        plan.Declared = """{ "dateFormat": "dd-MM-yyyy" }""";
    }

    internal static string Hash(string form) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form)));

    internal static void Meta(RunPlan plan) => Platform(plan, """{ "type": "platform", "profile": "meta" }""");

    private static SuppressionSource Nobody() => RunOptOuts.Emails(RunOptOuts.Nobody);

    internal static RunRecords Rows(params string[][] rows)
    {
        var others = Enumerable.Range(0, 12).Select(i => new[] { $"member-{i}@example.com", "", "", "", "", "", "", "", "", "" });
        return new RunRecords(s_columns, [.. others, .. rows]);
    }

    internal static string Text(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetString()!;

    private static IEnumerable<string?> Names(ChainWorld world) => Directory.EnumerateFiles(world["paper", "outbox"]).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    internal static Task<string> ContentAsync(ChainWorld world, string id) => File.ReadAllTextAsync(world["paper", "outbox", id + ".add.0001.csv"], Cancellation);

    private sealed class AudiencesOnly : IDestination
    {
        public string Name => "audiences only";

        public ValueTask<string> DeliverAsync(Audience audience, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Cancelling(CancellationTokenSource source) : IDestination
    {
        public string Name => "cancelling";

        public ValueTask<string> DeliverAsync(Audience audience, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<string> DeliverAsync(PlatformUpload upload, CancellationToken cancellationToken)
        {
            source.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult("");
        }
    }
}
