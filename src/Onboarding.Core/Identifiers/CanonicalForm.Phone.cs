namespace Onboarding.Identifiers;

public static partial class CanonicalForm
{
    /// <summary>Where the numbering plans come from and of which version they are; labels name it.</summary>
    public static string PhoneMetadataVersion => PhoneNumber.MetadataVersion;

    /// <summary>Writes the canonical form of a phone number, and tells whether the region decided its country.</summary>
    internal static RejectionReason NormalizePhone(ReadOnlySpan<byte> value, PhoneRegion region, Span<byte> destination, out int written, out bool usedRegion)
    {
        if (PhoneNumber.TryNormalizeUsual(value, region, destination, out var reason, out written, out usedRegion))
        {
            return reason;
        }

        reason = PhoneNumber.TryNormalizeUnusual(value, region, destination, out written, out usedRegion);
        if (reason == RejectionReason.None && !IsFixedPoint(destination[..written]))
        {
            reason = RejectionReason.PhoneNotValid;
        }

        if (reason != RejectionReason.None)
        {
            written = 0;
            usedRegion = false;
        }

        return reason;
    }

    // A token must not depend on how often a value was normalized.
    private static bool IsFixedPoint(ReadOnlySpan<byte> number)
    {
        if (!PhoneNumber.MayBeReadDifferently(number))
        {
            return true;
        }

        Span<byte> again = stackalloc byte[PhoneNumber.MaxLength];
        return PhoneNumber.TryNormalize(number, PhoneRegion.None, again, out var length, out _) == RejectionReason.None && again[..length].SequenceEqual(number);
    }
}
