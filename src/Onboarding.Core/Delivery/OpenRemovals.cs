using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>What one recipient has not confirmed yet, under one key.</summary>
public sealed class OpenRemovals
{
    private readonly HashSet<UInt128> _people = [];
    private readonly SortedSet<string> _lists = new(StringComparer.Ordinal);

    internal OpenRemovals(Domain domain, string keyId)
    {
        Domain = domain;
        KeyId = keyId;
    }

    /// <summary>The domain.</summary>
    public Domain Domain { get; }

    /// <summary>The id of the key.</summary>
    public string KeyId { get; }

    /// <summary>How many people; an expired audience counts as one.</summary>
    public long People => _people.Count;

    /// <summary>How many removals have not left yet, or failed.</summary>
    public long Pending { get; private set; }

    /// <summary>How many left and are not confirmed.</summary>
    public long Exported { get; private set; }

    /// <summary>How many of all are of people who said no or took a consent back.</summary>
    public long Objections { get; private set; }

    /// <summary>Since when the oldest of these waits; <see cref="DateTimeOffset.MaxValue"/> where there is none.</summary>
    public DateTimeOffset OldestObjection { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>Since when the oldest of all waits.</summary>
    public DateTimeOffset Oldest { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The lists that wait for the recipient's confirmation.</summary>
    public IReadOnlySet<string> Lists => _lists;

    /// <summary>Whether one waits longer than a recipient should need.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="now">The time.</param>
    public bool IsOverdue(RemovalTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Oldest + terms.Warn < now;
    }

    /// <summary>Whether people who said no wait so long that the recipient gets nobody new.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="now">The time.</param>
    public bool Blocks(RemovalTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Objections > 0 && OldestObjection + terms.Block < now;
    }

    internal void Add(Removal removal)
    {
        _people.Add(MemberFile.PrefixOf(removal.Content.Subject.Span));
        Pending += removal.State == RemovalState.Exported ? 0 : 1;
        if (removal.State == RemovalState.Exported)
        {
            Exported++;
            _lists.Add(removal.List!);
        }

        var since = removal.Content.Since;
        Oldest = since < Oldest ? since : Oldest;
        if (removal.Content.Cause is RemovalCause.OptOut or RemovalCause.Consent)
        {
            Objections++;
            OldestObjection = since < OldestObjection ? since : OldestObjection;
        }
    }
}
