namespace Onboarding.Plans;

/// <summary>Numbers that are choices of this library, not law. Each can be set in a plan within its bounds.</summary>
internal static class PolicyDefaults
{
    /// <summary>The smallest audience that is delivered.</summary>
    public const int MinimumMembers = 50;

    /// <summary>The lowest value that a plan may set for it.</summary>
    public const int MinimumMembersFloor = 10;

    /// <summary>Figures about fewer people than this are withheld from the other party.</summary>
    public const int MinimumReported = 50;

    /// <summary>A figure for the other party is rounded to at least so many people.</summary>
    public const int FigureStep = 10;

    /// <summary>Beside how many different sets of identifiers one identifier still links a person's rows.</summary>
    public const int LinkAtMost = 5;

    /// <summary>The highest value that a plan may set for it.</summary>
    public const int LinkAtMostCeiling = 100;

    /// <summary>By how many percent an opt-out list may shrink.</summary>
    public const int MaxShrink = 10;

    /// <summary>From which age on an opt-out list is warned of.</summary>
    public const string WarnAfter = "P1D";

    /// <summary>From which age on an opt-out list is refused.</summary>
    public const string RefuseAfter = "P7D";

    /// <summary>How long a recipient may use an audience before it must ask for a newer one.</summary>
    public const string UseBy = "P7D";

    /// <summary>How long a recipient remembers what it told the other party of a list.</summary>
    public static readonly TimeSpan MatchMemory = TimeSpan.FromDays(366);

    /// <summary>The longest term that any plan may state.</summary>
    public static readonly TimeSpan LongestRetention = TimeSpan.FromDays(2 * 366);
}
