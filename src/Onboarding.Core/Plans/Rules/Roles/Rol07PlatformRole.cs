using System.Globalization;
using Onboarding.Profiles;

namespace Onboarding.Plans.Rules;

internal sealed class Rol07PlatformRole() : PlanRule("ROL-07", RuleTier.Warn, "Where a platform matches lists, upload, matching, selection and report are read as joint decisions. Platforms offer other contracts: the plan follows the contract, and the difference is said.", "EDPB Guidelines 8/2020 v2.0, list-based targeting; docs/platform-contracts.md")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "$.destination.profile";
        if (facts.Platform is not { } platform)
        {
            findings.Pass("$.destination", "no platform matches the list");
            return;
        }

        var contract = $"{platform.Contract}, {platform.ContractUri}, {platform.ContractDate ?? "without a date"}, read on {platform.ReadOn.ToString("O", CultureInfo.InvariantCulture)}";
        if (platform.IsContested)
        {
            findings.Warn(RoleReasons.RoleContested, Path, $"{platform.Name} {Claim(platform.ClaimedRole)} ({contract}); the guidelines read {string.Join(", ", Operations.ReadAsJoint)} as decided together");
        }
        else
        {
            findings.Pass(Path, $"{platform.Name} {Claim(platform.ClaimedRole)} ({contract})");
        }

        foreach (var operation in facts.Dossier.Operations.Where(o => Operations.ReadAsJoint.Contains(o.Operation) && o.Reference is null && !(o.Decides.Contains(facts.Dossier.Controller) && o.Decides.Contains(facts.Dossier.Recipient))))
        {
            findings.Warn(RoleReasons.JointOverrideUnreasoned, PlanFacts.Path("operations", facts.Dossier.Operations, operation) + ".reference", $"{operation.Operation} is stated as not decided together with the platform, and no reason is named");
        }
    }

    private static string Claim(PlatformRole role) => role switch
    {
        PlatformRole.Processor => "says that it is a processor",
        PlatformRole.JointController => "says that it is a joint controller",
        _ => "offers a contract whose role for lists was not verified",
    };
}
