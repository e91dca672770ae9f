using System.Buffers;
using System.Text;

namespace Onboarding.Identifiers;

// The reference: what the vectors do not read, and what they must agree with.
public static partial class CanonicalForm
{
    private static readonly SearchValues<byte> s_localCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_{|}~.-`"u8);

    private static readonly SearchValues<byte> s_labelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);

    /// <summary>The canonical form of an e-mail, step by step.</summary>
    internal static RejectionReason NormalizeEmailScalar(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        var reason = NormalizeEmailBeforeGmailScalar(value, destination, out written);
        return reason == RejectionReason.None ? ApplyGmailRule(destination, ref written) : reason;
    }

    /// <summary>Every step but the gmail rule.</summary>
    internal static RejectionReason NormalizeEmailBeforeGmailScalar(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        written = 0;
        var reason = TryOpen(ref value, dropMailto: true);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        if (StripSet.ContainsAny(value))
        {
            return RejectionReason.InnerSpace;
        }

        var at = value.IndexOf((byte)'@');
        if (at < 0 || value[(at + 1)..].Contains((byte)'@'))
        {
            return RejectionReason.EmailAt;
        }

        var local = value[..at];
        var domain = value[(at + 1)..];
        if (local.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return RejectionReason.EmailLocalNotAscii;
        }

        if (domain.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return RejectionReason.EmailDomainNotAscii;
        }

        if (local.Length is 0 or > 64)
        {
            return RejectionReason.EmailLocalLength;
        }

        LowerAscii(local, destination);
        if (destination[..local.Length].ContainsAnyExcept(s_localCharacters))
        {
            return RejectionReason.EmailLocalCharacter;
        }

        if (domain.Length is < 3 or > 253)
        {
            return RejectionReason.EmailDomain;
        }

        destination[local.Length] = (byte)'@';
        LowerAscii(domain, destination[(local.Length + 1)..]);
        if (!IsHostName(destination.Slice(local.Length + 1, domain.Length)))
        {
            return RejectionReason.EmailDomain;
        }

        written = value.Length;
        return RejectionReason.None;
    }

    /// <summary>At gmail.com and googlemail.com: the tag and the dots go, the host becomes gmail.com.</summary>
    internal static RejectionReason ApplyGmailRule(Span<byte> email, ref int length)
    {
        var at = email[..length].IndexOf((byte)'@');
        var domain = email[(at + 1)..length];
        if (!domain.SequenceEqual("gmail.com"u8) && !domain.SequenceEqual("googlemail.com"u8))
        {
            return RejectionReason.None;
        }

        var kept = 0;
        for (var i = 0; i < at && email[i] != (byte)'+'; i++)
        {
            if (email[i] != (byte)'.')
            {
                email[kept++] = email[i];
            }
        }

        if (kept == 0)
        {
            length = 0;
            return RejectionReason.EmailLocalEmpty;
        }

        "@gmail.com"u8.CopyTo(email[kept..]);
        length = kept + 10;
        return RejectionReason.None;
    }

    private static bool StartsWithMailto(ReadOnlySpan<byte> value)
    {
        return value.Length >= 7 && value[6] == (byte)':' && Ascii.EqualsIgnoreCase(value[..7], "mailto:"u8);
    }

    private static void LowerAscii(ReadOnlySpan<byte> source, Span<byte> destination) => Ascii.ToLower(source, destination, out _);

    private static bool IsHostName(ReadOnlySpan<byte> domain)
    {
        var labels = 0;
        while (true)
        {
            var dot = domain.IndexOf((byte)'.');
            var label = dot < 0 ? domain : domain[..dot];
            if (label.Length is 0 or > 63 || label[0] == (byte)'-' || label[^1] == (byte)'-' || label.ContainsAnyExcept(s_labelCharacters))
            {
                return false;
            }

            labels++;
            if (dot < 0)
            {
                return labels >= 2 && label.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            }

            domain = domain[(dot + 1)..];
        }
    }
}
