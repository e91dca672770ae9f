namespace Onboarding.Identifiers;

public static partial class CanonicalForm
{
    private static RejectionReason NormalizeMaid(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        written = 0;
        var reason = TryOpen(ref value);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        if (StripSet.ContainsAny(value))
        {
            return RejectionReason.InnerSpace;
        }

        if (value.Length is not (32 or 36))
        {
            return RejectionReason.MaidFormat;
        }

        var hyphenated = value.Length == 36;
        var read = 0;
        var zero = true;
        for (var i = 0; i < 36; i++)
        {
            if (i is 8 or 13 or 18 or 23)
            {
                if (hyphenated && value[read++] != (byte)'-')
                {
                    return RejectionReason.MaidFormat;
                }

                destination[i] = (byte)'-';
                continue;
            }

            var digit = value[read++];
            if (digit is >= (byte)'A' and <= (byte)'F')
            {
                digit |= 0x20;
            }

            if (digit is not ((>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f')))
            {
                return RejectionReason.MaidFormat;
            }

            zero &= digit == (byte)'0';
            destination[i] = digit;
        }

        if (zero)
        {
            return RejectionReason.MaidZero;
        }

        written = 36;
        return RejectionReason.None;
    }
}
