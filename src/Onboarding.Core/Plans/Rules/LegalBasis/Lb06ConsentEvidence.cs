namespace Onboarding.Plans.Rules;

internal sealed class Lb06ConsentEvidence() : PlanRule("LB-06", RuleTier.Drop, "A consent names purpose and recipient and is not withdrawn; consent to e-mail or SMS marketing is no consent to matching or upload. Rows without one are dropped (CONSENT_UNPROVEN, CONSENT_PURPOSE_MISMATCH, CONSENT_WITHDRAWN).", "GDPR 4(11), 7; CNIL SAN-2025-017")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        if (facts.OwnBasis?.Basis != LegalBases.Consent)
        {
            findings.Pass("dossier $.bases", "the plan's own side does not rely on consent");
            return;
        }

        var purposes = facts.Plan.Statements.SelectMany(s => s.ConsentPurposes).Distinct(StringComparer.Ordinal).ToList();
        var isRead = facts.Plan.Source.Evidence.ContainsKey("consent_purposes");
        if (findings.Require(isRead || purposes.Count > 0, RuleReasons.StatementMissing, "$.statements", "neither a statement (\"consentPurposes\") nor a column (\"consent_purposes\") says to what people consented; every row would be dropped as CONSENT_UNPROVEN")
            && findings.Require(isRead || purposes.Any(facts.IsConsentPurpose), Records.DropReasons.ConsentPurposeMismatch, "$.statements", $"people consented neither to {PlanFacts.MatchingConsent} nor to {PlanFacts.Shorten(facts.UploadConsent)}"))
        {
            findings.Pass("$.statements", "what people consented to is stated or read for each row");
        }
    }
}
