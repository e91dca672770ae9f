namespace Onboarding.Identifiers;

public static partial class CanonicalForm
{
    /// <summary>Where the numbering plans come from and of which version they are; labels name it.</summary>
    public static string PhoneMetadataVersion => PhoneNumber.MetadataVersion;

    /// <summary>Writes the canonical form of a phone number, and tells whether the region decided its country.</summary>
    internal static RejectionReason NormalizePhone(ReadOnlySpan<byte> value, PhoneRegion region, Span<byte> destination, out int written, out bool usedRegion)
    {
        var reason = PhoneNumber.TryNormalize(value, region, destination, out written, out usedRegion);
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

    // libphonenumber reads some of its own results under +375 and +81 as another number or as none. A token must not depend on how often a value was normalized.
    private static bool IsFixedPoint(ReadOnlySpan<byte> number)
    {
        if (!number.StartsWith("+375"u8) && !number.StartsWith("+81"u8))
        {
            return true;
        }

        Span<byte> again = stackalloc byte[PhoneNumber.MaxLength];
        return PhoneNumber.TryNormalize(number, PhoneRegion.None, again, out var length, out _) == RejectionReason.None && again[..length].SequenceEqual(number);
    }
}
