namespace Onboarding;

/// <summary>What kind of refusal a reason is; the tool's exit code follows it.</summary>
public enum ReasonCategory
{
    /// <summary>A rule says no; exit code 3.</summary>
    Rule,

    /// <summary>The input cannot be used as it is; exit code 4.</summary>
    Input,
}
