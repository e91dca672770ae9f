namespace Onboarding.Plans;

/// <summary>What a plan says about opt-outs.</summary>
public sealed class PlanSuppression
{
    internal PlanSuppression(string key, IReadOnlyList<PlanSuppressionList> lists, string? confirmedEmpty, bool fromCode)
    {
        Key = key;
        Lists = lists;
        ConfirmedEmpty = confirmedEmpty;
        FromCode = fromCode;
    }

    /// <summary>The reference of the suppression key.</summary>
    public string Key { get; }

    /// <summary>The lists; empty where they are handed over from code, or <see cref="ConfirmedEmpty"/> is set.</summary>
    public IReadOnlyList<PlanSuppressionList> Lists { get; }

    /// <summary>Whether opt-outs are handed over from code, beside the lists or without any.</summary>
    public bool FromCode { get; }

    /// <summary>In how many different sets of identifiers an identifier may stand and still link rows of one person; 0 where nothing links.</summary>
    /// <value>Default: 5.</value>
    /// <remarks>Rule OPT-06. An identifier that stands in more is shared by several people, such as a company's switchboard.</remarks>
    public int LinkAtMost { get; internal init; } = PolicyDefaults.LinkAtMost;

    /// <summary>Whether the opt-outs that the home's store holds suffice, with no list. They count in any case.</summary>
    public bool Store { get; internal init; }

    /// <summary>By which share a list may shrink from one reading to the next, from 0 to 1.</summary>
    /// <value>Default: 0.1.</value>
    public double MaxShrink { get; internal init; } = PolicyDefaults.MaxShrink / 100.0;

    /// <summary>Who accepted, and where that is recorded, that hashed columns cannot be compared with every opt-out; null where nobody did.</summary>
    public string? AcceptUncheckable { get; internal init; }

    /// <summary>From which age on a list is warned of.</summary>
    internal PlanDate WarnAfter { get; init; } = PlanDate.Parse(PolicyDefaults.WarnAfter);

    /// <summary>From which age on a list is refused.</summary>
    internal PlanDate RefuseAfter { get; init; } = PlanDate.Parse(PolicyDefaults.RefuseAfter);

    /// <summary>Who confirmed that nobody has objected; null unless the plan says so.</summary>
    public string? ConfirmedEmpty { get; }
}
