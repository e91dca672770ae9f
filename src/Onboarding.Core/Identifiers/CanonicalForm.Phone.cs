namespace Onboarding.Identifiers;

public static partial class CanonicalForm
{
    // Without the numbering-plan table only E.164 spelling can be taken as it stands; everything else is refused, never guessed.
    private static RejectionReason NormalizePhone(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        written = 0;
        if (!StripSet.IsUtf8(value))
        {
            return RejectionReason.NotUtf8;
        }

        value = StripSet.Strip(value);
        if (value.IsEmpty)
        {
            return RejectionReason.Empty;
        }

        if (value.Length is < 8 or > 16 || value[0] != (byte)'+' || value[1] == (byte)'0' || value[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return RejectionReason.PhoneNotValid;
        }

        value.CopyTo(destination);
        written = value.Length;
        return RejectionReason.None;
    }
}
