using System.Buffers;
using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>
/// What spreadsheets and people do to cells before an identifier is read from them. Recognized and rejected with a reason of its own, never repaired by guess:
/// a repaired guess may be somebody else's number. Not part of contracts v1.
/// </summary>
internal static class CellCheck
{
    private static readonly SearchValues<byte> s_plainNumber = SearchValues.Create("+0123456789 ()-."u8);

    private static readonly SearchValues<byte> s_separators = SearchValues.Create(";,|/\n"u8);

    // Letters and digits; beyond ASCII, whatever is there.
    private static readonly SearchValues<byte> s_textCharacters = SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b)).Select(b => (byte)b)]);

    private static readonly HashSet<string> s_emptyWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "none", "n/a", "na", "nvt", "n.v.t.", "n.v.t", "-", "--", "----", "?", "x", "onbekend", "unknown", "geen", "leeg", "(blank)", "undefined", "nan",
    };

    // The others of them are somebody's name, an initial, or the code of Namibia.
    private static readonly CellWords s_emptyTexts = new("n/a", "nvt", "n.v.t.", "n.v.t", "onbekend", "unknown", "(blank)", "undefined");

    private static readonly ShortWords s_nobodyAt = new("noreply", "no-reply", "donotreply", "nomail", "noemail", "no-email", "geenmail", "geenemail", "geen-email", "onbekend");

    private static readonly ShortWords s_nobodyHosts = new("test", "none", "nomail", "noemail", "geenmail", "geenemail", "onbekend", "unknown", "nvt", "invalid");

    /// <summary>A leading apostrophe is a spreadsheet's mark for text, not a character of the value.</summary>
    public static bool TryStripApostrophe(ref ReadOnlySpan<byte> value)
    {
        if (value.Length < 2 || value[0] != (byte)'\'')
        {
            return false;
        }

        value = value[1..];
        return true;
    }

    /// <summary>What shows before the canonical form is looked for.</summary>
    public static RejectionReason Find(IdentifierKind kind, ReadOnlySpan<byte> value) => IsPlain(kind, value) ? RejectionReason.None : FindSlowly(kind, value);

    // Most cells: a number of digits and what groups them, an address with one at sign. No word, formula or second value looks like that.
    private static bool IsPlain(IdentifierKind kind, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return true;
        }

        if (kind == IdentifierKind.Phone)
        {
            return value[0] is (byte)'+' or >= (byte)'0' and <= (byte)'9' && !value.ContainsAnyExcept(s_plainNumber);
        }

        var at = kind == IdentifierKind.Email && char.IsAsciiLetterOrDigit((char)value[0]) ? value.IndexOf((byte)'@') : -1;
        return at > 0 && !value[(at + 1)..].Contains((byte)'@');
    }

    private static RejectionReason FindSlowly(IdentifierKind kind, ReadOnlySpan<byte> value)
    {
        value = StripSet.IsUtf8(value) ? StripSet.Strip(value) : value;
        if (value.IsEmpty)
        {
            return RejectionReason.None;
        }

        if (value[0] is (byte)'=' or (byte)'#' && IsFormulaOrError(value))
        {
            return RejectionReason.CellError;
        }

        if (kind != IdentifierKind.Email && IsScientific(value))
        {
            return RejectionReason.CellScientific;
        }

        if (IsEmptyWord(value))
        {
            return RejectionReason.Placeholder;
        }

        return kind != IdentifierKind.ExternalId && IsSeveral(kind, value) ? RejectionReason.CellSeveral : RejectionReason.None;
    }

    /// <summary>What a cell says that holds no identifier: its text without what a spreadsheet put around it, or why there is none.</summary>
    public static RejectionReason ReadText(ReadOnlySpan<byte> cell, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!StripSet.IsUtf8(cell))
        {
            return RejectionReason.NotUtf8;
        }

        var value = StripSet.Strip(cell);
        if (!BeginsWithElision(value) && TryStripApostrophe(ref value))
        {
            value = StripSet.Strip(value);
        }

        if (value.IsEmpty)
        {
            return RejectionReason.Empty;
        }

        if (value[0] is (byte)'=' or (byte)'#' && IsFormulaOrError(value))
        {
            return RejectionReason.CellError;
        }

        if (IsScientific(value))
        {
            return RejectionReason.CellScientific;
        }

        if (value.IndexOfAny(s_textCharacters) < 0 || s_emptyTexts.Contains(value))
        {
            return RejectionReason.Placeholder;
        }

        text = value;
        return RejectionReason.None;
    }

    /// <summary>What shows in the canonical form: values that stand for nobody.</summary>
    public static bool IsPlaceholder(IdentifierKind kind, ReadOnlySpan<byte> canonical) => kind switch
    {
        IdentifierKind.Email => IsNobodysAddress(canonical),
        IdentifierKind.Phone => IsNobodysNumber(canonical),
        IdentifierKind.Maid => IsNobodysDevice(canonical),
        _ => !canonical.ContainsAnyExcept((byte)'0'),
    };

    /// <summary>Digits without a plus and without a leading zero: a spreadsheet that takes a phone number for a number leaves this.</summary>
    public static bool IsBareNumber(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t"u8);
        return !value.IsEmpty && value[0] is >= (byte)'1' and <= (byte)'9' && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>Whether a bare number would be the same number with a zero before it: then the zero is what it lost.</summary>
    public static bool HasLostZero(ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical, PhoneRegion region)
    {
        value = value.Trim(" \t"u8);
        if (value.Length > 20)
        {
            return false;
        }

        Span<byte> withZero = stackalloc byte[21];
        Span<byte> other = stackalloc byte[CanonicalForm.MaxLength];
        withZero[0] = (byte)'0';
        value.CopyTo(withZero[1..]);
        return CanonicalForm.NormalizePhone(withZero[..(value.Length + 1)], region, other, out var length, out _) == RejectionReason.None
            && other[..length].SequenceEqual(canonical);
    }

    // 't Hart and 's-Gravenhage begin with an apostrophe of their own.
    private static bool BeginsWithElision(ReadOnlySpan<byte> value)
    {
        return value.Length > 3 && value[0] == (byte)'\'' && char.IsAsciiLetter((char)value[1]) && value[2] is (byte)' ' or (byte)'-';
    }

    private static bool IsFormulaOrError(ReadOnlySpan<byte> value)
    {
        // #N/A, #REF!, #WAARDE!, #NAME?, #DIV/0!, #N/B and their like: capitals after the mark.
        return value[0] == (byte)'=' || (value.Length is >= 3 and <= 12 && value[1] is >= (byte)'A' and <= (byte)'Z' && value[^1] is (byte)'!' or (byte)'?' or (byte)'A' or (byte)'B' or (byte)'V');
    }

    private static bool IsScientific(ReadOnlySpan<byte> value)
    {
        if (value[0] is (byte)'+' or (byte)'-')
        {
            value = value[1..];
        }

        var e = value.IndexOfAny((byte)'E', (byte)'e');
        if (e < 1 || e > value.Length - 2 || value[0] is < (byte)'0' or > (byte)'9')
        {
            return false;
        }

        var exponent = value[(e + 1)..];
        exponent = exponent[0] is (byte)'+' ? exponent[1..] : exponent;
        var point = value[..e].IndexOfAny((byte)'.', (byte)',');

        // 12E5 may be a customer's number; 1.2E5 or 12E+5 is what a spreadsheet writes.
        return exponent.Length is 1 or 2 && IsDigits(exponent) && IsDigits(point < 0 ? value[..e] : value[(point + 1)..e]) && (point > 0 ? IsDigits(value[..point]) : value[e + 1] == (byte)'+');
    }

    private static bool IsDigits(ReadOnlySpan<byte> value) => !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsEmptyWord(ReadOnlySpan<byte> value)
    {
        Span<char> word = stackalloc char[16];
        return value.Length <= 12 && Encoding.UTF8.TryGetChars(value, word, out var length) && s_emptyWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word[..length]);
    }

    private static bool IsSeveral(IdentifierKind kind, ReadOnlySpan<byte> value)
    {
        if (kind == IdentifierKind.Email)
        {
            return value.Count((byte)'@') > 1 && value.ContainsAny(s_separators);
        }

        // A slash also groups the digits of one number (0611/223344): two numbers are two long runs.
        var longRuns = 0;
        foreach (var part in value.SplitAny(s_separators))
        {
            var digits = 0;
            foreach (var character in value[part])
            {
                digits += character is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
            }

            longRuns += digits >= 8 ? 1 : 0;
        }

        return longRuns > 1;
    }

    private static bool IsNobodysAddress(ReadOnlySpan<byte> canonical)
    {
        var at = canonical.IndexOf((byte)'@');
        var host = canonical[(at + 1)..];
        return s_nobodyAt.Contains(canonical[..at]) || s_nobodyHosts.Contains(host[..host.IndexOf((byte)'.')]);
    }

    // Eight equal digits at the end, or 12345678: what people type into a field that must not be empty.
    private static bool IsNobodysNumber(ReadOnlySpan<byte> canonical)
    {
        var tail = canonical[^Math.Min(8, canonical.Length)..];
        return !tail.ContainsAnyExcept(tail[0]) || canonical.EndsWith("12345678"u8);
    }

    private static bool IsNobodysDevice(ReadOnlySpan<byte> canonical)
    {
        return !canonical.ContainsAnyExcept(canonical[0], (byte)'-')
            || canonical.SequenceEqual("01234567-89ab-cdef-0123-456789abcdef"u8)
            || canonical.SequenceEqual("12345678-1234-1234-1234-123456789012"u8)
            || canonical.SequenceEqual("12345678-90ab-cdef-1234-567890abcdef"u8);
    }

    /// <summary>Whether a value has the form of a Dutch national number: nine digits, of which the sum weighted 9 to 2 and -1 is divisible by eleven (Rijksdienst voor Identiteitsgegevens, Logisch Ontwerp BSN).</summary>
    public static bool IsNationalNumber(ReadOnlySpan<byte> value)
    {
        const int Digits = 9;
        if (value.Length != Digits || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < Digits; i++)
        {
            sum += (value[i] - '0') * (i == Digits - 1 ? -1 : Digits - i);
        }

        return sum % 11 == 0 && value.ContainsAnyExcept((byte)'0');
    }
}
