namespace Onboarding.Suppression;

/// <summary>What was found when an opt-out list was read to its end. What the next import is compared with (<c>SUPPRESSION_SHRANK</c>).</summary>
public sealed class ListImport
{
    /// <summary>The list's name, at most 1,000 characters.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public required string List
    {
        get;
        init => field = value?.Length <= 1000 ? value : throw new ArgumentException("A list's name has at most 1,000 characters.", nameof(value));
    }

    /// <summary>How many values it had.</summary>
    public required long Values { get; init; }

    /// <summary>When the list was last brought up to date; null when not known.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>With what the library shows that the list has not changed since, and gives its report again without reading it: bytes that only it can read, about 100 and up to 1 MB. Stores keep them as they are.</summary>
    /// <value>The default is empty: the list is read each time.</value>
    public ReadOnlyMemory<byte> Outcome { get; init; }
}
