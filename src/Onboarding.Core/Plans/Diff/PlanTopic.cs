namespace Onboarding.Plans;

/// <summary>What a change of a plan is about, from what weighs most to what weighs nothing.</summary>
public enum PlanTopic
{
    /// <summary>What for.</summary>
    Purpose,

    /// <summary>Who sends, who receives, who else has a part, and where the output goes.</summary>
    Recipient,

    /// <summary>What is read of a person and what leaves.</summary>
    Fields,

    /// <summary>Legal bases, what is stated about rows, and what is overridden.</summary>
    Basis,

    /// <summary>How long.</summary>
    Retention,

    /// <summary>Who said no.</summary>
    Suppression,

    /// <summary>Notices, agreements, instructions, assessments.</summary>
    Documents,

    /// <summary>Keys, ids, and how files are read.</summary>
    Other,

    /// <summary>Paths that change from week to week, outside of an approval.</summary>
    Weekly,
}
