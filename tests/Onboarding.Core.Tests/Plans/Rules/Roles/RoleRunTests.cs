using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

/// <summary>What the rules on roles mean for whole plans and runs.</summary>
public class RoleRunTests
{
    [Theory]
    [InlineData("AGREEMENT_EXPIRED", "agreements")]
    [InlineData("INSTRUCTION_EXPIRED", "instructions")]
    [Trait("Refusal", "AGREEMENT_EXPIRED")]
    [Trait("Refusal", "INSTRUCTION_EXPIRED")]
    public async Task WriteToAsync_EndsWhileReading_IsRefusedAtWrite(string code, string list)
    {
        using var world = new RunWorld(plan => plan.ChangeDossier = dossier =>
        {
            AddProvider(dossier);
            dossier[list]!.AsArray()[^1]!["validUntil"] = "2026-03-10";
        });
        var records = new RunRecords(RunWorld.Columns, RunWorld.Members(20)) { AfterBatch = _ => world.Clock.Now = new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero) };

        var exception = await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(records));
        Assert.Equal(code, exception.Code);
        Assert.Contains($"dossier $.{list}[", exception.Message, StringComparison.Ordinal);
        Assert.Empty(RunFolder.Files(world.OutboxFolder));
    }

    [Fact]
    public async Task WriteToAsync_WithAProvider_Runs()
    {
        using var world = new RunWorld(plan => plan.ChangeDossier = AddProvider);
        Assert.Equal(20, (await world.RunAsync(RunWorld.Records(RunWorld.Members(20)))).Counts.Members);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Refusal", "AGREEMENT_MISSING")]
    public async Task ReadAsync_NoAgreementOnTheOwnSide_IsRefused(bool match)
    {
        using var plan = new RolePlan(match).Set("dossier:agreements", "[]");
        var review = await plan.Json.ReviewAsync();
        Assert.Equal(["AGREEMENT_MISSING"], review.Refusals.Select(f => f.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_AnyPlan_SaysRolesAndHowTheyFollow(bool match)
    {
        using var plan = new RolePlan(match);
        var review = await plan.Json.ReviewAsync();
        Assert.True(review.IsApproved);
        Assert.Contains(
            "match: dagblad is controller: 1 identifiable: yes; 2 decides why or the essential means: dagblad yes; 4 together: no; 5 independent controllers -> exchange agreement dagblad - webshop",
            review.Roles.Select(r => r.ToString()));
    }

    [Fact]
    public async Task ReadAsync_RefusedPlan_SaysRolesToo()
    {
        using var plan = new RolePlan().Set("dossier:agreements", "[]");
        Assert.Equal(7, (await plan.Json.ReviewAsync()).Roles.Count);
    }

    [Fact]
    public async Task ReadAsync_RecipientThatActsForTheController_MatchesAsProcessor()
    {
        using var plan = new RolePlan(match: true).WithRecipientAsProcessor();
        var review = await plan.Json.ReviewAsync();
        Assert.Empty(review.Refusals);
        Assert.Equal(["processor"], review.Roles.Where(r => r.Party == "dagblad").Select(r => r.Role).Distinct());
    }

    /// <summary>A key that was pasted where a word is wanted stands in no finding and in no decision.</summary>
    [Fact]
    public void Check_SecretInsteadOfAText_IsNotRepeated()
    {
        const string Secret = "37E8503FA279E64EDA26F188BE5D90044C4B7738BD800164611F27448402E8C8";
        using var plan = new RolePlan().WithHoster().Set("dossier:operations", RolePlan.Stated).Set("dossier:operations.3.acts", "[\"provider\",\"hoster\"]").Set("dossier:parties.2.ownUse", """{"purpose":"x","reference":"y"}""");
        foreach (var text in Texts(plan.Json.Dossier).ToList())
        {
            var replacement = JsonValue.Create(Secret);
            text.ReplaceWith(replacement);
            var said = plan.Check().Select(f => f.ToString()).Concat(plan.Facts.Roles.Decisions.Select(d => d.ToString()));
            Assert.DoesNotContain(said, s => s.Contains(Secret, StringComparison.Ordinal));
            replacement.ReplaceWith(text);
        }
    }

    private static IEnumerable<JsonValue> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Texts(m.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [value],
        _ => [],
    };

    private static void AddProvider(JsonNode dossier)
    {
        using var plan = new RolePlan().WithProvider();
        var (party, agreement, instruction) = (plan.Json.Dossier["parties"]![2]!.DeepClone(), plan.Agreement("DPA-provider").DeepClone(), plan.Json.Dossier["instructions"]![0]!.DeepClone());
        party["actsFor"] = "shop";
        (agreement["parties"], agreement["signedBy"]) = (new JsonArray("shop", "provider"), new JsonArray("shop", "provider"));
        (instruction["by"], instruction["recipient"]) = ("shop", "paper");
        dossier["parties"]!.AsArray().Add(party);
        dossier["agreements"]!.AsArray().Add(agreement);
        dossier["instructions"] = new JsonArray(instruction);
    }
}
