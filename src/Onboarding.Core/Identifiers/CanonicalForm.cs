namespace Onboarding.Identifiers;

/// <summary>Canonical form v1 of an identifier: one spelling for every spelling of the same identifier, or one reason why there is none.</summary>
/// <remarks>The contract is <c>docs/contracts-v1.md</c>. Total and pure: never throws on a value, never guesses, depends on no culture and no ICU.</remarks>
public static partial class CanonicalForm
{
    /// <summary>The version of the canonical form.</summary>
    public const int Version = 1;

    /// <summary>The longest canonical form of any kind, in bytes: a local part of 64, <c>@</c>, and a domain of 253.</summary>
    public const int MaxLength = 318;

    /// <summary>Writes the canonical form of a value; a phone number must be in international spelling.</summary>
    /// <param name="kind">The kind of identifier.</param>
    /// <param name="value">The value as given, in UTF-8.</param>
    /// <param name="destination">Receives the canonical form; <see cref="MaxLength"/> bytes always suffice. May not overlap <paramref name="value"/>.</param>
    /// <param name="written">The number of bytes written; 0 when rejected.</param>
    /// <returns><see cref="RejectionReason.None"/>, or why there is no canonical form.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than <see cref="MaxLength"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not defined.</exception>
    public static RejectionReason TryNormalize(IdentifierKind kind, ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        return TryNormalize(kind, value, PhoneRegion.None, destination, out written);
    }

    /// <summary>Writes the canonical form of a value.</summary>
    /// <param name="kind">The kind of identifier.</param>
    /// <param name="value">The value as given, in UTF-8.</param>
    /// <param name="region">The region of phone numbers in national spelling; means nothing for other kinds.</param>
    /// <param name="destination">Receives the canonical form; <see cref="MaxLength"/> bytes always suffice. May not overlap <paramref name="value"/>.</param>
    /// <param name="written">The number of bytes written; 0 when rejected.</param>
    /// <returns><see cref="RejectionReason.None"/>, or why there is no canonical form.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than <see cref="MaxLength"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not defined.</exception>
    public static RejectionReason TryNormalize(IdentifierKind kind, ReadOnlySpan<byte> value, PhoneRegion region, Span<byte> destination, out int written)
    {
        if (destination.Length < MaxLength)
        {
            throw new ArgumentException($"The destination holds {destination.Length} bytes; a canonical form needs up to {MaxLength}.", nameof(destination));
        }

        written = 0;
        return kind switch
        {
            IdentifierKind.Email => NormalizeEmail(value, destination, out written),
            IdentifierKind.Phone => NormalizePhone(value, region, destination, out written, out _),
            IdentifierKind.Maid => NormalizeMaid(value, destination, out written),
            IdentifierKind.ExternalId => NormalizeExternalId(value, destination, out written),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), "The value is not a defined identifier kind."),
        };
    }

    /// <summary>How every kind begins: valid UTF-8, both ends stripped, something left.</summary>
    internal static RejectionReason TryOpen(ref ReadOnlySpan<byte> value, bool dropMailto = false)
    {
        if (!StripSet.IsUtf8(value))
        {
            return RejectionReason.NotUtf8;
        }

        value = StripSet.Strip(value);
        if (dropMailto && StartsWithMailto(value))
        {
            value = StripSet.Strip(value[7..]);
        }

        return value.IsEmpty ? RejectionReason.Empty : RejectionReason.None;
    }

    private static RejectionReason NormalizeExternalId(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        written = 0;
        var reason = TryOpen(ref value);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        if (value.Length > 256)
        {
            return RejectionReason.ExternalIdTooLong;
        }

        value.CopyTo(destination);
        written = value.Length;
        return RejectionReason.None;
    }
}
