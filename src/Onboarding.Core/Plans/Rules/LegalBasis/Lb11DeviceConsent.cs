namespace Onboarding.Plans.Rules;

internal sealed class Lb11DeviceConsent() : PlanRule("LB-11", RuleTier.Refuse, "Mobile advertising ids are read from a device: whatever the basis under the GDPR, that takes consent.", "ePrivacy Directive 5(3); IAB TCF purpose 1")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        if (!facts.Fields.Contains("maid"))
        {
            findings.Pass("$.fields", "no mobile advertising ids");
        }
        else if (findings.Require(facts.OwnBasis?.Basis == LegalBases.Consent, RuleReasons.DeviceConsentMissing, "$.fields", "maid is among the fields, and the basis is not consent"))
        {
            findings.Pass("$.fields", "mobile advertising ids rest on consent");
        }
    }
}
