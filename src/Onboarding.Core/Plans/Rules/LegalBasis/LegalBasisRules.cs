namespace Onboarding.Plans.Rules;

/// <summary>Rules on legal basis and information.</summary>
internal static class LegalBasisRules
{
    public static IEnumerable<PlanRule> All =>
    [
        new Lb01OwnBasis(),
        new Lb02AcceptedBasis(),
        new Lb03BalancingTest(),
        new Lb04SafeguardsBeyondDuty(),
        new Lb05ExpectedInterest(),
        new Lb06ConsentEvidence(),
        new Lb08Notice(),
        new Lb10SeparateObjection(),
        new Lb11DeviceConsent(),
        new StandingRule("LB-12", RuleTier.Record, "In flows signalled by a TCF string, selecting personalised advertising rests on consent alone.", "IAB TCF 2.2, 2.3", "no TCF string is read; consent evidence is recorded in the plan"),
        new Lb13DestinationConsent(),
        new Lb14ImpactAssessment(),
    ];
}
