using System.Numerics;

namespace Onboarding.Identifiers;

public static partial class CanonicalForm
{
    private static RejectionReason NormalizeEmail(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        if (EmailMasks.TryRead(value, destination, out var email))
        {
            return ApplyGmailRule(destination, email, out written);
        }

        return NormalizeEmailScalar(value, destination, out written);
    }

    /// <summary>Every step of the canonical form of an e-mail but the gmail rule; on success the form <c>trimmed</c> of profile sets.</summary>
    internal static RejectionReason NormalizeEmailBeforeGmail(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        if (EmailMasks.TryRead(value, destination, out var email))
        {
            written = email.Length;
            return RejectionReason.None;
        }

        return NormalizeEmailBeforeGmailScalar(value, destination, out written);
    }

    /// <summary>At gmail.com and googlemail.com: the tag and the dots go, the host becomes gmail.com.</summary>
    private static RejectionReason ApplyGmailRule(Span<byte> destination, in EmailMasks email, out int written)
    {
        written = email.Length;
        var at = email.At;
        if (!IsGmail(destination[(at + 1)..written]))
        {
            return RejectionReason.None;
        }

        var local = (1UL << at) - 1;
        var cut = BitOperations.TrailingZeroCount((email.Pluses & local) | (1UL << at));
        var dots = email.Dots & ((1UL << cut) - 1);
        var kept = cut;
        if (dots != 0)
        {
            kept = BitOperations.TrailingZeroCount(dots);
            while (dots != 0)
            {
                var from = BitOperations.TrailingZeroCount(dots) + 1;
                dots &= dots - 1;
                var to = dots == 0 ? cut : BitOperations.TrailingZeroCount(dots);
                destination[from..to].CopyTo(destination[kept..]);
                kept += to - from;
            }
        }

        if (kept == 0)
        {
            written = 0;
            return RejectionReason.EmailLocalEmpty;
        }

        "@gmail.com"u8.CopyTo(destination[kept..]);
        written = kept + 10;
        return RejectionReason.None;
    }

    private static bool IsGmail(ReadOnlySpan<byte> domain) => domain.Length switch
    {
        9 => domain.SequenceEqual("gmail.com"u8),
        14 => domain.SequenceEqual("googlemail.com"u8),
        _ => false,
    };
}
