namespace Onboarding.Plans;

/// <summary>What a finding does to a run.</summary>
public enum FindingLevel
{
    /// <summary>The run goes on; the warning stands in the report and in the full label.</summary>
    Warning,

    /// <summary>The run does not start.</summary>
    Refusal,
}
