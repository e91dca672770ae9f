using System.Text;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans;

public class PlanDiffAndApprovalTests
{
    /// <summary>What a person is told has changed and what ends an approval are the same, wherever in plan or dossier something changes.</summary>
    [Theory]
    [InlineData("taken out")]
    [InlineData("there twice")]
    [InlineData("turned round")]
    [InlineData("another value")]
    public async Task IsWeeklyOnly_ChangeAtAnyPlace_IsWhatTheDigestSays(string how)
    {
        using var original = new ContractPlan();
        var originalPath = original.Write();
        var originalDigest = Digest(original);
        var count = Places(original).Count();
        Assert.True(count > 150);
        for (var i = 0; i < count; i++)
        {
            using var changed = new ContractPlan();
            var place = Places(changed).ElementAt(i);
            var path = place.GetPath();
            Change(place, how);
            if ((changed.Plan["dossier"] as JsonValue)?.ToString() == "dossier.json")
            {
                var diff = await PlanDiff.ReadAsync(originalPath, changed.Write(), TestContext.Current.CancellationToken);
                Assert.True(diff.IsWeeklyOnly == (Digest(changed) == originalDigest), path);
            }
        }
    }

    private static IEnumerable<JsonNode> Places(ContractPlan plan) => Places(plan.Plan).Concat(Places(plan.Dossier));

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(m => m.Value!),
            JsonArray entries => entries.Select(e => e!),
            _ => [],
        };
        return children.SelectMany(child => Places(child).Prepend(child));
    }

    private static string Digest(ContractPlan plan) => new ApprovedContent("weekly", Encoding.UTF8.GetBytes(plan.Plan.ToJsonString()), Encoding.UTF8.GetBytes(plan.Dossier.ToJsonString())).Digest;

    private static void Change(JsonNode place, string how)
    {
        switch (how)
        {
            case "taken out" when place.Parent is JsonObject parent:
                parent.Remove(place.GetPropertyName());
                break;
            case "taken out":
                place.Parent!.AsArray().Remove(place);
                break;
            case "there twice" when place.Parent is JsonArray entries:
                entries.Add(place.DeepClone());
                break;
            case "turned round" when place is JsonArray list:
                var reversed = list.Reverse().Select(e => e!.DeepClone()).ToArray();
                list.Clear();
                Array.ForEach(reversed, e => list.Add(e));
                break;
            default:
                place.ReplaceWith("changed");
                break;
        }
    }
}
