namespace Onboarding.Profiles;

/// <summary>What a platform's contract says that the platform is when it matches an uploaded list (GDPR 4(7)-(8), 26, 28).</summary>
internal enum PlatformRole
{
    /// <summary>Nothing that says it for list matching was read; the plan has to say it from the contract that was signed.</summary>
    NotVerified,

    /// <summary>The platform matches on the advertiser's behalf: a processing agreement (GDPR 28).</summary>
    Processor,

    /// <summary>The platform decides together with the advertiser: an arrangement (GDPR 26).</summary>
    JointController,
}
