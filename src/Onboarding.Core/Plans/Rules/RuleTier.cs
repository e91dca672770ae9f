namespace Onboarding.Plans;

/// <summary>What a rule does.</summary>
public enum RuleTier
{
    /// <summary>Stops the run, with a code.</summary>
    Refuse,

    /// <summary>Keeps a record out, counted by code.</summary>
    Drop,

    /// <summary>The run goes on; the warning stands in the report and in the full label.</summary>
    Warn,

    /// <summary>A fact is recorded, without judgment.</summary>
    Record,

    /// <summary>What breaks the rule cannot be written with the public API, or is tested for.</summary>
    ByDesign,
}
