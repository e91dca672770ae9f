using System.Text.Json;
using System.Text.RegularExpressions;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

/// <summary>docs/roles.md and docs/dossier.schema.json say what the code does.</summary>
public partial class RolesPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(ContractFolder.Repository, "docs", "roles.md"));

    [Theory]
    [InlineData("### Processing agreement", "processing")]
    [InlineData("### Exchange agreement", "exchange")]
    [InlineData("### Arrangement of joint controllers", "joint")]
    public void Page_PartsOfAKind_AreThoseOfTheCode(string heading, string kind)
    {
        var section = s_page[s_page.IndexOf(heading, StringComparison.Ordinal)..];
        var rows = section[..section.IndexOf("\n#", heading.Length, StringComparison.Ordinal)].Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(AgreementParts.Of(kind).Select(p => $"| `{p.Name}` | {p.Meaning} | {p.Source} |"), rows);
    }

    [Fact]
    public void Page_Example_IsWhatTheDecisionPrints()
    {
        using var plan = new RolePlan().WithHoster();
        var example = s_page.Split("```text\n")[1].Split("\n```")[0].Split('\n');
        Assert.Empty(example.Except(plan.Facts.Roles.Decisions.Select(d => d.ToString())));
    }

    [Fact]
    public void Page_RuleTable_NamesEveryReason()
    {
        var table = s_page[s_page.IndexOf("## What is checked", StringComparison.Ordinal)..];
        Assert.Equal(RoleReasons.All.Select(r => r.Code).Append("AGREEMENT_EXPIRED").Order(StringComparer.Ordinal), Code().Matches(table[..table.IndexOf("A plan to match", StringComparison.Ordinal)]).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schema_WordsOfAgreements_AreThoseOfTheCode()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(ContractFolder.Repository, "docs", "dossier.schema.json")));
        var agreement = schema.RootElement.GetProperty("$defs").GetProperty("agreement").GetProperty("properties");
        Assert.Equal(AgreementParts.Names, agreement.GetProperty("parts").GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(AgreementKinds.All.Order(StringComparer.Ordinal), Words(agreement.GetProperty("kind")));
        Assert.Equal(Operations.All.Order(StringComparer.Ordinal), Words(agreement.GetProperty("operations").GetProperty("items")));
        Assert.Equal(Rol12SubProcessors.Authorisations.Order(StringComparer.Ordinal), Words(agreement.GetProperty("subProcessors").GetProperty("properties").GetProperty("authorisation")));
        Assert.Equal(PartyRoles.All.Order(StringComparer.Ordinal), Words(agreement.GetProperty("sides").GetProperty("items").GetProperty("properties").GetProperty("role")));
        Assert.Equal(Operations.All.Order(StringComparer.Ordinal), Words(schema.RootElement.GetProperty("$defs").GetProperty("operation").GetProperty("properties").GetProperty("operation")));
    }

    [Fact]
    public void Schema_PlansOfTheseTests_AreAccepted()
    {
        using var schema = new ContractSchema("dossier.schema.json");
        using var hoster = new RolePlan().WithHoster();
        using var joint = new RolePlan().WithJointDecision();
        using var platform = new RolePlan().WithPlatform("meta", "platform-terms");
        Assert.All(new[] { hoster, joint, platform }, plan => Assert.True(schema.Accepts(plan.Json.Dossier.ToJsonString())));
    }

    private static IEnumerable<string> Words(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(w => w.GetString()!).Order(StringComparer.Ordinal);

    [GeneratedRegex("`([A-Z0-9]+_[A-Z0-9_]+)`")]
    private static partial Regex Code();
}
