namespace Onboarding.Plans;

/// <summary>What a finding does to a run, from harmless to final.</summary>
public enum FindingLevel
{
    /// <summary>The rule was checked and holds as far as code can see.</summary>
    Pass,

    /// <summary>The run goes on; the warning stands in the report and in the full label.</summary>
    Warning,

    /// <summary>A rule that is a choice of this library refuses, and the plan overrides it by name, reason and expiry; kept with the run like a warning.</summary>
    Overridden,

    /// <summary>The run does not start.</summary>
    Refusal,
}
