using System.Runtime.CompilerServices;

namespace Onboarding.Identifiers;

/// <summary>Local numbers of tel: URIs (RFC 3966), which name the context they are valid in.</summary>
internal static partial class PhoneSpelling
{
    private const string PhoneContext = ";phone-context=";
    private const string Subaddress = ";isub=";
    private const string Scheme = "tel:";

    /// <summary>Reads a number that has a context; a context of digits is a prefix of the number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RejectionReason ReadInContext(
        ReadOnlySpan<char> text, int at, bool hasRegion, Span<byte> digits, out int count, out bool plus)
    {
        ReadOnlySpan<char> context = text[(at + PhoneContext.Length)..];
        int end = context.IndexOf(';');
        context = end < 0 ? context : context[..end];
        int scheme = text.IndexOf(Scheme);
        int start = scheme < 0 ? 0 : scheme + Scheme.Length;
        if (start > at || !(IsGlobalDigits(context) || IsDomainName(context)))
        {
            count = 0;
            plus = false;
            return RejectionReason.PhoneNotValid;
        }

        ReadOnlySpan<char> number = text[start..at];
        Span<char> joined = stackalloc char[MaxInput];
        int length = 0;
        if (context[0] == '+')
        {
            context.CopyTo(joined);
            length = context.Length;
        }

        number.CopyTo(joined[length..]);
        return ReadNumber(joined[..(length + number.Length)], hasRegion, digits, out count, out plus);
    }

    /// <summary>A plus sign, then digits and visual separators, at least one of them a digit.</summary>
    private static bool IsGlobalDigits(ReadOnlySpan<char> context)
    {
        if (!context.StartsWith('+'))
        {
            return false;
        }

        bool digit = false;
        foreach (char c in context[1..])
        {
            bool isDigit = KindOf(c) <= 9;
            if (!isDigit && c is not ('-' or '.' or '(' or ')'))
            {
                return false;
            }

            digit |= isDigit;
        }

        return digit;
    }

    /// <summary>Labels of letters, digits and inner hyphens, the last one beginning with a letter.</summary>
    private static bool IsDomainName(ReadOnlySpan<char> context)
    {
        context = context.EndsWith('.') ? context[..^1] : context;
        while (true)
        {
            int dot = context.IndexOf('.');
            ReadOnlySpan<char> label = dot < 0 ? context : context[..dot];
            if (label.IsEmpty || !IsAlphanumeric(label[0]) || !IsAlphanumeric(label[^1]))
            {
                return false;
            }

            foreach (char c in label)
            {
                if (c != '-' && !IsAlphanumeric(c))
                {
                    return false;
                }
            }

            if (dot < 0)
            {
                return char.IsAsciiLetter(label[0]);
            }

            context = context[(dot + 1)..];
        }
    }
}
