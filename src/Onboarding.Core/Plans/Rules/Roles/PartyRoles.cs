namespace Onboarding.Plans.Rules;

/// <summary>What a party can be in an operation (GDPR 4(7)-(8), 26, 28).</summary>
internal static class PartyRoles
{
    public const string Controller = "controller";
    public const string JointController = "joint-controller";
    public const string Processor = "processor";
    public const string SubProcessor = "sub-processor";

    public static readonly string[] All = [Controller, JointController, Processor, SubProcessor];

    public static bool IsProcessor(string role) => role is Processor or SubProcessor;
}
