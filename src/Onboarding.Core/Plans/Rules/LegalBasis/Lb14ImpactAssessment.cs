namespace Onboarding.Plans.Rules;

internal sealed class Lb14ImpactAssessment() : PlanRule("LB-14", RuleTier.Warn, "Matching data sets at scale calls for an impact assessment, or for a recorded reason why none is required.", "GDPR 35; WP248 rev.01; CNIL SAN-2025-017")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "dossier $.dpia";
        switch (facts.Dossier.Dpia)
        {
            case null:
                findings.Warn(RuleReasons.DpiaMissing, Path, "neither an impact assessment nor a reason against one is recorded");
                break;
            case { Status: "done" or "not-required" } dpia:
                findings.Pass(Path, dpia.Status == "done" ? "an impact assessment is recorded" : "the reason why none is required is recorded");
                break;
            default:
                findings.Refuse(Reasons.PlanInvalid, Path + ".status", "the status is not \"done\" or \"not-required\"");
                break;
        }
    }
}
