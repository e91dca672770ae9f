namespace Onboarding.Plans.Rules;

/// <summary>Rules on purpose limitation and re-use.</summary>
internal static class PurposeRules
{
    public static IEnumerable<PlanRule> All => [new Pur01NamedPurpose(), new Pur02SurveysOnly(), new Pur06NoOffers(), new Pur09SeparateUses(), new Pur10RefusedPurposes()];
}
