using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Onboarding.Identifiers;

/// <summary>Finds the digits of a phone number in text, with the grammar of libphonenumber.</summary>
internal static partial class PhoneSpelling
{
    /// <summary>The longest text that is looked at, in UTF-16 code units as libphonenumber counts.</summary>
    internal const int MaxInput = 250;

    /// <summary>The digits that a number has at least, unless it is two digits and nothing else.</summary>
    internal const int MinDigits = 3;

    private const int MaxUtf8PerUnit = 3;
    private const int MinLetters = 3;

    /// <summary>Reads the digits of a value.</summary>
    /// <param name="value">The value as UTF-8.</param>
    /// <param name="hasRegion">Whether a region is known for spellings without a plus sign.</param>
    /// <param name="digits">Takes the digits as values 0 to 9.</param>
    /// <param name="count">The number of digits.</param>
    /// <param name="plus">Whether the number begins with a plus sign.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RejectionReason Read(
        ReadOnlySpan<byte> value, bool hasRegion, Span<byte> digits, out int count, out bool plus)
    {
        count = 0;
        plus = false;
        if (!Utf8.IsValid(value))
        {
            return RejectionReason.NotUtf8;
        }

        value = Trim(value);
        if (value.IsEmpty)
        {
            return RejectionReason.Empty;
        }

        Span<char> buffer = stackalloc char[MaxInput];
        if (value.Length > MaxInput * MaxUtf8PerUnit
            || Utf8.ToUtf16(value, buffer, out _, out int length) != OperationStatus.Done)
        {
            return RejectionReason.PhoneNotValid;
        }

        ReadOnlySpan<char> text = buffer[..length];
        int context = text.IndexOf(PhoneContext);
        return context < 0
            ? ReadNumber(PossibleNumber(text), hasRegion, digits, out count, out plus)
            : ReadInContext(text, context, hasRegion, digits, out count, out plus);
    }

    /// <summary>Reads the digits of what looks like a number.</summary>
    private static RejectionReason ReadNumber(
        ReadOnlySpan<char> number, bool hasRegion, Span<byte> digits, out int count, out bool plus)
    {
        count = 0;
        plus = false;
        int subaddress = number.IndexOf(Subaddress);
        number = subaddress > 0 ? number[..subaddress] : number;
        if (!TryDropExtension(ref number))
        {
            return RejectionReason.PhoneNotValid;
        }

        plus = KindOf(number[0]) == Plus;
        if (!plus && !hasRegion)
        {
            return RejectionReason.PhoneNoRegion;
        }

        int letters = 0;
        foreach (char c in number)
        {
            letters += char.IsAsciiLetter(c) ? 1 : 0;
        }

        foreach (char c in number)
        {
            int kind = letters >= MinLetters && char.IsAsciiLetter(c) ? Keypad[(c | 0x20) - 'a'] - '0' : KindOf(c);
            if (kind > 9)
            {
                continue;
            }

            if (count == digits.Length)
            {
                return RejectionReason.PhoneNotValid;
            }

            digits[count++] = (byte)kind;
        }

        return RejectionReason.None;
    }

    /// <summary>
    /// Whether the text is a number; if so, cuts the extension off. A number is two digits, or plus signs, three digits
    /// with separators, any digits, letters and separators, and perhaps an extension.
    /// </summary>
    private static bool TryDropExtension(ref ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return false;
        }

        bool twoDigits = KindOf(text[0]) <= 9 && KindOf(text[1]) <= 9;
        if (twoDigits && text.Length == 2)
        {
            return true;
        }

        int at = 0;
        while (at < text.Length && KindOf(text[at]) == Plus)
        {
            at++;
        }

        for (int seen = 0; seen < MinDigits; at++)
        {
            int kind = at < text.Length ? KindOf(text[at]) : Other;
            if (kind is Plus or Letter or Other)
            {
                return false;
            }

            seen += kind <= 9 ? 1 : 0;
        }

        int end = at;
        while (end < text.Length && KindOf(text[end]) is not (Plus or Other))
        {
            end++;
        }

        int extension = FindExtension(text);
        if (end < text.Length && (extension < at || extension > end))
        {
            return false;
        }

        // An extension that leaves fewer than three digits is none, except after exactly two.
        if (extension >= at || (extension == 2 && twoDigits))
        {
            text = text[..extension];
        }

        return true;
    }

    /// <summary>The text from the first plus sign or digit on, without what cannot end a number.</summary>
    private static ReadOnlySpan<char> PossibleNumber(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && KindOf(text[start]) is not (<= 9 or Plus))
        {
            start++;
        }

        int end = text.Length;
        while (end > start && text[end - 1] != '#' && !IsAlphanumeric(text[end - 1]))
        {
            end--;
        }

        text = text[start..end];

        // A slash and an x begin a second number: 02 1234/x56.
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '/' or '\\' && text[(i + 1)..].TrimStart(' ').StartsWith('x'))
            {
                return text[..i];
            }
        }

        return text;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        while (Rune.DecodeFromUtf8(value, out Rune first, out int length) == OperationStatus.Done && IsStripped(first.Value))
        {
            value = value[length..];
        }

        while (Rune.DecodeLastFromUtf8(value, out Rune last, out int length) == OperationStatus.Done && IsStripped(last.Value))
        {
            value = value[..^length];
        }

        return value;
    }

    private static bool IsStripped(int c)
    {
        return c is ' ' or (>= 0x09 and <= 0x0D) or 0x85 or 0xA0 or 0xAD or 0x1680 or (>= 0x2000 and <= 0x200D)
            or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x2060 or 0x3000 or 0xFEFF;
    }
}
