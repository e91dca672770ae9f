namespace Onboarding.Delivery;

/// <summary>What became of an output.</summary>
public enum OutputState
{
    /// <summary>It was about to leave, and nothing says whether it did: a process ended, or is still at it. <c>onboard deliveries resolve</c> settles it.</summary>
    Unknown,

    /// <summary>It lies in a folder from which somebody takes it further.</summary>
    Exported,

    /// <summary>The recipient has it.</summary>
    Delivered,

    /// <summary>It did not leave.</summary>
    Failed,
}
