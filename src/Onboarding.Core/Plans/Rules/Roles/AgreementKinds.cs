namespace Onboarding.Plans.Rules;

/// <summary>Kinds of agreement that roles ask for (rule ROL-08).</summary>
internal static class AgreementKinds
{
    /// <summary>Controller and processor (GDPR 28(3)).</summary>
    public const string Processing = "processing";

    /// <summary>Two controllers that decide separately.</summary>
    public const string Exchange = "exchange";

    /// <summary>Controllers that decide together (GDPR 26).</summary>
    public const string Joint = "joint";

    /// <summary>A processor and one that works for it (GDPR 28(4)).</summary>
    public const string SubProcessing = "sub-processing";

    /// <summary>What a platform offers to everybody, in place of whichever of the others its role asks for: it can be accepted or not, and not negotiated.</summary>
    public const string PlatformTerms = "platform-terms";

    public static readonly string[] All = [Processing, Exchange, Joint, SubProcessing, PlatformTerms];

    public static string Describe(string kind) => kind switch
    {
        Processing => "processing agreement",
        Exchange => "exchange agreement",
        Joint => "joint arrangement",
        SubProcessing => "sub-processor agreement",
        _ => "platform's terms",
    };
}
