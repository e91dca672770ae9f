using System.Security.Cryptography;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Records;
using Onboarding.Reports;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Reports;

/// <summary>What people complain about when nobody is found, and what the diagnosis says of it (docs/diagnose.md).</summary>
public sealed class DiagnosisTests
{
    private const string Meta = """{ "type": "platform", "profile": "meta" }""";

    private static readonly string[] s_mixed = ["email", "external_id", "phone"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Complaint", "1")]
    public async Task Count_ValuesThatNormalizationChanges_AreCountedAndCostNobody()
    {
        var finding = Find(await EmailsAsync(" Jan@Shop.example.nl", "PIET@shop.example.nl", "anna@shop.example.nl"), "input.unnormalised");
        Assert.Equal(("email", 2L, 15L, 0d), (finding.Field, finding.Count, finding.Of, finding.Effect));
    }

    [Fact]
    [Trait("Complaint", "2")]
    public async Task Count_HashesAmongClearValues_AreAlreadyHashed()
    {
        var finding = Find(await EmailsAsync(Hex(Hash("jan@shop.example.nl")), Convert.ToBase64String(Hash("piet@shop.example.nl"))), "hash.already-hashed");
        Assert.Equal(("email", "HASH_UNDECLARED", 2L), (finding.Field, finding.Reason, finding.Count));
    }

    /// <summary>Where an empty cell was hashed twice, everything beside it was too.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Complaint", "2")]
    public async Task Count_HashOfTheHashOfNothing_CostsTheWholeColumn(bool isCapital)
    {
        var hex = Hex(Hash(""));
        var finding = Find(await HashedAsync(Hex(Hash(isCapital ? hex.ToUpperInvariant() : hex))), "hash.already-hashed");
        Assert.Equal((1L, 1d), (finding.Count, finding.Effect));
    }

    [Fact]
    [Trait("Complaint", "2")]
    public async Task Count_HashThatIsHexText_IsHashedOfText()
    {
        var text = Hex(Encoding.ASCII.GetBytes(Hex(Hash("jan@shop.example.nl"))[..32]));
        Assert.Equal(1, Find(await HashedAsync(text), "hash.already-hashed").Count);
    }

    [Fact]
    [Trait("Complaint", "3")]
    public async Task Count_HashInCapitalsOrPadded_IsReadAndSaid()
    {
        var findings = await HashedAsync(Hex(Hash("jan@shop.example.nl")).ToUpperInvariant(), " " + Hex(Hash("piet@shop.example.nl")), "x" + Hex(Hash("anna@shop.example.nl")));
        Assert.Equal((1L, 0d), (Find(findings, "hash.uppercase").Count, Find(findings, "hash.uppercase").Effect));
        Assert.Equal((1L, 0d), (Find(findings, "hash.padded").Count, Find(findings, "hash.padded").Effect));
        Assert.Equal(1, Find(findings, "hash.not-a-hash").Count);
    }

    [Fact]
    [Trait("Complaint", "4")]
    public async Task Count_HashesOfNothing_TellTheEmptyCellFromTheLineBreak()
    {
        var findings = await HashedAsync(Hex(Hash("")), Hex(Hash("null")), Hex(Hash("\n")));
        Assert.Equal(2, Find(findings, "hash.of-empty").Count);
        Assert.Equal((1L, 1d), (Find(findings, "hash.trailing-newline").Count, Find(findings, "hash.trailing-newline").Effect));
    }

    [Fact]
    [Trait("Complaint", "5")]
    public async Task Count_HashedPhones_SayThatTheirFormIsTakenOnTrust()
    {
        using var world = Hashed("phone", "meta");
        var findings = await CountAsync(world, new RunRecords(["phone"], Enumerable.Range(0, 12).Select(i => new[] { Hex(Hash($"316112233{i:00}")) })));
        Assert.Equal(("phone", 12L), (Find(findings, "phone.form-mismatch").Field, Find(findings, "phone.form-mismatch").Count));
    }

    [Fact]
    [Trait("Complaint", "5")]
    public async Task Approve_PhonesHashedInAnotherPlatformsForm_IsRefused()
    {
        using var world = Hashed("phone", "google");
        var refused = await Assert.ThrowsAsync<OnboardingException>(() => world.ApproveAsync(ChainWorld.Paper));
        Assert.Contains("HASHED_FIELD", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Complaint", "6")]
    public async Task Count_PhonesWithoutACountry_AreNamedByWhatWasDone()
    {
        var national = Enumerable.Range(10, 10).Select(i => $"06112233{i}");
        var foreign = Enumerable.Range(10, 10).Select(i => $"+4930123456{i}");
        var guessed = Find(await PhonesAsync("NL", [.. national, .. foreign]), "phone.region-guessed");
        var alone = Find(await PhonesAsync("NL", [.. national]), "phone.region-guessed");
        var without = await PhonesAsync(null, [.. national, .. foreign, "+31 6 1122"]);

        Assert.Equal((10L, true), (guessed.Count, guessed.Effect > 0));
        Assert.Equal((10L, 0d), (alone.Count, alone.Effect));
        Assert.Equal((10L, 1L), (Find(without, "phone.no-region").Count, Find(without, "phone.not-valid").Count));
    }

    [Fact]
    [Trait("Complaint", "7")]
    public async Task Count_OneImpossibleValue_IsRejectedAloneWithItsLine()
    {
        using var world = Phones("NL");
        var report = await world.CreateRun(new RunRecords(["phone"], [["+0000000000"], .. Enumerable.Range(10, 12).Select(i => new[] { $"06112233{i}" })])).CountAsync(Cancellation);
        var path = report.WriteLines(world["lines"]);

        Assert.Equal((12L, 1L), (report.Counts.Members, Find(report.Diagnosis, "phone.not-valid").Count));
        Assert.Contains("phone PHONE_NOT_VALID 1", DiagnosisList.Lines(path));
    }

    [Fact]
    [Trait("Complaint", "8")]
    public async Task Count_SpaceInsideAnAddress_IsRejectedAndNotTakenOut()
    {
        var finding = Find(await EmailsAsync("jan jansen@shop.example.nl"), "email.inner-space");
        Assert.Equal(("INNER_SPACE", 1L), (finding.Reason, finding.Count));
    }

    [Fact]
    [Trait("Complaint", "11")]
    public async Task Count_WhatASpreadsheetDid_IsNamed()
    {
        var findings = await PhonesAsync("NL", ["3.16E+10", "#N/A", "611223344", "'0611223345", .. Enumerable.Range(10, 12).Select(i => $"06112233{i}")]);
        Assert.All(["excel.scientific", "excel.error", "excel.lost-zero", "excel.apostrophe"], id => Assert.Equal(1, Find(findings, id).Count));
        Assert.Equal(0, Find(findings, "excel.apostrophe").Effect);
    }

    [Fact]
    [Trait("Complaint", "12")]
    public async Task Count_RowsThatHoldOneIdentifierEachOfOnePerson_AreSplit()
    {
        var people = Enumerable.Range(0, 12).SelectMany(i => new[] { Row($"p{i}@shop.example.nl", ""), Row("", $"06112233{i + 10}") });
        var likely = Find(await MixedAsync(people), "payload.split-person");
        var proven = Find(await MixedAsync(Enumerable.Range(0, 12).SelectMany(i => new[] { Row($"p{i}@shop.example.nl", $"06112233{i + 10}"), Row($"p{i}@shop.example.nl", "") })), "payload.split-person");
        var whole = await MixedAsync(Enumerable.Range(0, 12).Select(i => Row($"p{i}@shop.example.nl", $"06112233{i + 10}")));

        Assert.Equal((12L, 24L), (likely.Count, likely.Of));
        Assert.Equal((12L, 24L), (proven.Count, proven.Of));
        Assert.DoesNotContain(whole, f => f.Id == "payload.split-person");

        static string[] Row(string email, string phone) => [email, "", phone];
    }

    [Fact]
    [Trait("Complaint", "13")]
    public async Task Find_ListLargerThanARequest_SaysInHowManyPartsItLeaves()
    {
        using var world = new ChainWorld(plan => plan.Platform = """{ "type": "platform", "profile": "meta", "format": "api", "settings": { "accountId": "123456", "listId": "777" } }""");
        var plan = (await world.ApproveAsync(ChainWorld.Paper)).Reviewed;

        Assert.Equal(3, Find(Diagnosis.Find(new RunCounts { Rows = 20_001, Members = 20_001 }, plan, []), "batch.plan").Count);
        Assert.DoesNotContain(Diagnosis.Find(new RunCounts { Rows = 10_000, Members = 10_000 }, plan, []), f => f.Id == "batch.plan");
    }

    [Fact]
    [Trait("Complaint", "15")]
    public async Task Count_FewerThanThePlatformUses_ComesFirst()
    {
        using var world = new ChainWorld(plan =>
        {
            plan.Platform = Meta;
            plan.Columns = new() { ["email"] = ["email"] };
        });
        var findings = await CountAsync(world, ChainWorld.Rows());

        Assert.Equal(("audience.below-minimum", 12L, 100L), (findings[0].Id, findings[0].Count, findings[0].Of));
    }

    [Fact]
    [Trait("Complaint", "16")]
    public void Find_ConsentAgainstItsHeaderOrItself_IsSaid()
    {
        using var world = new RunWorld();
        var counts = new RunCounts { Rows = 100, Members = 90, Cells = new CellCounts { ConsentAgainstHeader = 7, ConsentConflicts = 2 } };
        var findings = Diagnosis.Find(counts, world.Approve().Reviewed, [SourceSign.ByteOrderMark, SourceSign.SeparatorFound, SourceSign.SeparatorFound]);

        Assert.Equal((7L, 2L), (Find(findings, "consent.cell-overrides-header").Count, Find(findings, "consent.conflict").Count));
        Assert.Equal((1L, 2L), (Find(findings, "file.bom").Count, Find(findings, "file.delimiter-guessed").Count));
    }

    [Fact]
    [Trait("Complaint", "17")]
    public async Task Count_SpellingsOfOneAddress_AreDuplicates()
    {
        Assert.Equal(2, Find(await EmailsAsync("jan@shop.example.nl", "JAN@shop.example.nl", " jan@shop.example.nl"), "person.duplicate").Count);
    }

    [Fact]
    [Trait("Complaint", "19")]
    public async Task Count_NumberThatContainsAnOptOut_IsAnotherNumber()
    {
        using var world = Phones("NL");
        var optOut = SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.Phone, SuppressionValueForm.Clear, "+31 6 11 22 33 44"));
        var report = await world.CreateRun(new RunRecords(["phone"], [["06 1122 3344"], ["06 1122 3345"], ["+3161122334"], .. Enumerable.Range(10, 12).Select(i => new[] { $"06112244{i}" })]), optOut).CountAsync(Cancellation);

        Assert.Equal((13L, 1L), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public async Task Count_AddressesThatSeldomFindAnybody_AreSuspicious()
    {
        var findings = await EmailsAsync("info@shop.example.nl", "jan@gmial.com", "piet@hotmail.con", "klantenservice@shop.example.nl");
        Assert.Equal((2L, 2L, 12L), (Find(findings, "email.role-address").Count, Find(findings, "email.misspelt-host").Count, Find(findings, "email.reserved-host").Count));
    }

    [Fact]
    public async Task Count_NumberBesideManyAddresses_IsOnManyRows()
    {
        var rows = Enumerable.Range(0, 20).Select(i => new[] { $"p{i}@shop.example.nl", "", i < 9 ? "0611223344" : $"061122{5500 + i}" }).ToList();
        var findings = await MixedAsync([.. rows, .. Enumerable.Repeat(rows[19], 20)]);

        var finding = Find(findings, "identifier.on-many-rows");
        Assert.Equal(("phone", 9L, 20L), (finding.Field, finding.Count, finding.Of));
        Assert.Equal(20, Find(findings, "person.duplicate").Count);
    }

    [Fact]
    public async Task Count_PartOfAnAddress_IsIncompleteWhereThePlatformNeedsAll()
    {
        using var world = new ChainWorld(plan =>
        {
            plan.Platform = """{ "type": "platform", "profile": "google" }""";
            plan.Columns = new() { ["email"] = ["email"], ["first_name"] = ["first"], ["last_name"] = ["last"], ["country"] = ["country"], ["postal_code"] = ["zip"] };
            plan.Basis = "consent";
        });
        var rows = Enumerable.Range(0, 12).Select(i => new[] { $"p{i}@shop.example.nl", "Jan", "Jansen", "NL", i < 3 ? "" : "1234AB" });
        var findings = await CountAsync(world, new RunRecords(["email", "first", "last", "country", "zip"], rows));

        Assert.Equal(3, Find(findings, "address.incomplete").Count);
    }

    [Fact]
    public async Task Count_Findings_AreInOrderOfEffect()
    {
        var findings = await EmailsAsync("", "no address", "jan@gmial.com", "PIET@shop.example.nl");
        Assert.Equal(findings.Select(f => f.Effect).OrderDescending(), findings.Select(f => f.Effect));
        Assert.All(findings, f => Assert.InRange(f.Effect, 0, 1));
        Assert.All(findings, f => Assert.EndsWith(".", f.Meaning, StringComparison.Ordinal));
        Assert.Equal("email.misspelt-host [email]: 1 of 16 (6.3\u00A0%). The host is one slip away from a large mail host, such as gmial.com.", Find(findings, "email.misspelt-host").ToString());
    }

    private static DiagnosisFinding Find(IReadOnlyList<DiagnosisFinding> findings, string id) => Assert.Single(findings, f => f.Id == id);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static async Task<IReadOnlyList<DiagnosisFinding>> EmailsAsync(params string[] emails)
    {
        using var world = new RunWorld(plan => plan.Columns = new() { ["email"] = ["email"] });
        return (await world.CreateRun(new RunRecords(["email"], [.. RunWorld.Members(12).Select(m => new[] { m[0] }), .. emails.Select(e => new[] { e })])).CountAsync(Cancellation)).Diagnosis;
    }

    private static async Task<IReadOnlyList<DiagnosisFinding>> PhonesAsync(string? region, params string[] phones)
    {
        using var world = Phones(region);
        return (await world.CreateRun(new RunRecords(["phone"], phones.Select(p => new[] { p }))).CountAsync(Cancellation)).Diagnosis;
    }

    private static async Task<IReadOnlyList<DiagnosisFinding>> MixedAsync(IEnumerable<string[]> rows)
    {
        using var world = new RunWorld(plan =>
        {
            plan.Columns = s_mixed.ToDictionary(c => c, c => new[] { c });
            plan.Region = "NL";
        });
        return (await world.CreateRun(new RunRecords(s_mixed, rows)).CountAsync(Cancellation)).Diagnosis;
    }

    private static async Task<IReadOnlyList<DiagnosisFinding>> HashedAsync(params string[] values)
    {
        using var world = Hashed("email", "meta");
        return await CountAsync(world, new RunRecords(["email"], [.. Enumerable.Range(0, 12).Select(i => new[] { Hex(Hash($"p{i}@shop.example.nl")) }), .. values.Select(v => new[] { v })]));
    }

    private static async Task<IReadOnlyList<DiagnosisFinding>> CountAsync(ChainWorld world, RunRecords records)
    {
        return (await world.Home.CreateRun(await world.ApproveAsync(ChainWorld.Paper), records, ChainWorld.Nobody()).CountAsync(Cancellation)).Diagnosis;
    }

    private static RunWorld Phones(string? region) => new(plan =>
    {
        plan.Columns = new() { ["phone"] = ["phone"] };
        plan.Region = region;
    });

    private static ChainWorld Hashed(string kind, string profile) => new(plan =>
    {
        plan.Platform = Meta;
        plan.Declared = $$"""{ "hashed": { "{{kind}}": { "form": "sha256-hex", "profile": "{{profile}}" } } }""";
        plan.Columns = new() { [kind] = [kind] };
    });
}
