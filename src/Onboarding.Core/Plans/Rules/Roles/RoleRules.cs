namespace Onboarding.Plans.Rules;

/// <summary>Rules on roles and agreements.</summary>
internal static class RoleRules
{
    public static IEnumerable<PlanRule> All =>
    [
        new Rol01OneRolePerOperation(),
        new Rol02AdvertiserDecides(),
        new Rol03OwnDatabase(),
        new Rol04ProcessorByFacts(),
        new Rol05OwnAudience(),
        new Rol06PurposeOfInstruction(),
        new Rol07PlatformRole(),
        new Rol08AgreementInForce(),
        new Rol09ProcessingAgreement(),
        new Rol10ExchangeAgreement(),
        new Rol11JointArrangement(),
        new Rol12SubProcessors(),
        new StandingRule("ROL-13", RuleTier.ByDesign, "Roles, the nature of the data and the flows are mapped before the first run.", "GDPR 5(2), 24", "a run is created from an approved plan, and there is no other way"),
        new Sec01Instruction(),
    ];
}
