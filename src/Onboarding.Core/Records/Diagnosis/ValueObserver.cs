using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>
/// Looks at values on their way through the intake and counts what makes them unlikely to find anybody (docs/diagnose.md). Changes and rejects nothing, and keeps no value:
/// of a batch it remembers which rows to name in the private report.
/// </summary>
internal sealed class ValueObserver
{
    private readonly List<Sighting> _sightings = [];

    public SignCounts Counts { get; } = new();

    /// <summary>What was seen in the batch that a person should look up, in row order.</summary>
    public IReadOnlyList<Sighting> Sightings => _sightings;

    /// <summary>Looks at a clear value that has a canonical form.</summary>
    /// <param name="row">The row in the batch.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="given">The cell as it stands.</param>
    /// <param name="canonical">Its canonical form.</param>
    public void Look(int row, IdentifierKind kind, ReadOnlySpan<byte> given, ReadOnlySpan<byte> canonical)
    {
        if (!given.SequenceEqual(canonical))
        {
            Counts[kind, ValueSign.Unnormalised]++;
        }

        if (kind == IdentifierKind.Email)
        {
            LookAtAddress(row, canonical);
        }
    }

    /// <summary>Looks at a cell of a hashed column.</summary>
    /// <param name="row">The row in the batch.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="cell">The cell as it stands.</param>
    /// <param name="digest">What was read from it, where it is a digest at all.</param>
    /// <param name="reason">Why it is not used; none where it is.</param>
    public void LookAtHash(int row, IdentifierKind kind, ReadOnlySpan<byte> cell, ReadOnlySpan<byte> digest, RejectionReason reason)
    {
        if (reason == RejectionReason.HashOfNothing && HashedColumns.FindNothing(digest) is { } nothing)
        {
            See(row, kind, nothing);
        }
        else if (reason == RejectionReason.None)
        {
            Counts[kind, ValueSign.HashPadded] += cell.Length > StripSet.Strip(cell).Length ? 1 : 0;
            Counts[kind, ValueSign.HashUpperCase] += IsHexInCapitals(StripSet.Strip(cell)) ? 1 : 0;
            if (IsHexText(digest))
            {
                See(row, kind, ValueSign.HashOfText);
            }
        }
    }

    public void Clear() => _sightings.Clear();

    private void LookAtAddress(int row, ReadOnlySpan<byte> canonical)
    {
        var at = canonical.IndexOf((byte)'@');
        var host = canonical[(at + 1)..];
        if (!MailSigns.IsLarge(host))
        {
            if (MailSigns.IsReserved(host))
            {
                See(row, IdentifierKind.Email, ValueSign.ReservedHost);
            }
            else if (MailSigns.IsMisspelt(host))
            {
                See(row, IdentifierKind.Email, ValueSign.MisspeltHost);
            }
        }

        if (MailSigns.IsRole(canonical[..at]))
        {
            See(row, IdentifierKind.Email, ValueSign.RoleAddress);
        }
    }

    private void See(int row, IdentifierKind kind, ValueSign sign)
    {
        Counts[kind, sign]++;
        _sightings.Add(new Sighting(row, kind, sign));
    }

    private static bool IsHexInCapitals(ReadOnlySpan<byte> cell) => cell.Length == 64 && cell.ContainsAnyInRange((byte)'A', (byte)'F');

    // The chance that 32 bytes of a hash are all hex digits is one in 10 to the power of 34.
    private static bool IsHexText(ReadOnlySpan<byte> digest)
    {
        foreach (var value in digest)
        {
            if (!char.IsAsciiHexDigit((char)value))
            {
                return false;
            }
        }

        return true;
    }

    internal readonly record struct Sighting(int Row, IdentifierKind Kind, ValueSign Sign);
}
