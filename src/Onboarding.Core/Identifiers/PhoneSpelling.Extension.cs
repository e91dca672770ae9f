namespace Onboarding.Identifiers;

/// <summary>Extensions at the end of phone numbers.</summary>
internal static partial class PhoneSpelling
{
    // The most digits of an extension, by how sure its label is.
    private const int AfterExplicitLabel = 20;
    private const int AfterLikelyLabel = 15;
    private const int AfterAmbiguousLabel = 9;
    private const int WhenUncertain = 6;

    /// <summary>
    /// Where the extension at the end of the text begins (the leftmost place that qualifies), or -1. An extension is a
    /// label and all the digits at the end, perhaps with a number sign after them. Read from the end, every part but
    /// the commas has only one place, so there is nothing to search.
    /// </summary>
    private static int FindExtension(ReadOnlySpan<char> text)
    {
        int end = text.EndsWith('#') ? text.Length - 1 : text.Length;
        int first = end;
        while (first > 0 && KindOf(text[first - 1]) <= 9)
        {
            first--;
        }

        int digits = end - first;
        if (digits is 0 or > AfterExplicitLabel)
        {
            return -1;
        }

        ReadOnlySpan<char> before = text[..first];
        int start = int.MaxValue;
        if (end < text.Length)
        {
            int dashes = before.TrimEnd("- ").Length;
            start = digits <= WhenUncertain && dashes < first ? dashes : start;
        }
        else if (EndsWith(before, ";ext="))
        {
            start = first - ";ext=".Length;
        }

        ReadOnlySpan<char> gapless = before.TrimEnd(" \u00A0\t,-");
        if (digits <= AfterLikelyLabel)
        {
            start = Math.Min(start, CommaInGap(before, gapless.Length, digits));
        }

        bool colon = gapless.Length > 0 && gapless[^1] is ':' or '.' or '\uFF0E';
        start = Math.Min(start, LabelStart(colon ? gapless[..^1] : gapless, digits, colon));
        return start == int.MaxValue ? -1 : start;
    }

    /// <summary>The start of an extension whose label is a comma in the gap before the digits.</summary>
    private static int CommaInGap(ReadOnlySpan<char> before, int gap, int digits)
    {
        ReadOnlySpan<char> between = before[gap..];
        int comma = digits <= AfterAmbiguousLabel ? between.IndexOf(',') : between.IndexOf(",,");
        return comma < 0 ? int.MaxValue : before[..(gap + comma)].TrimEnd(" \u00A0\t").Length;
    }

    /// <summary>The start of the label, with the white space before it, at the end of the text.</summary>
    private static int LabelStart(ReadOnlySpan<char> text, int digits, bool colon)
    {
        int word = WordStart(text, digits);
        if (word >= 0)
        {
            return text[..word].TrimEnd(" \u00A0\t,").Length;
        }

        int mark = int.MaxValue;
        if (digits <= AfterLikelyLabel && text.EndsWith(';'))
        {
            mark = text.Length - 1;
        }
        else if (colon && digits <= AfterAmbiguousLabel && text.EndsWith(','))
        {
            mark = text.TrimEnd(',').Length;
        }
        else if (colon && digits <= AfterLikelyLabel && text.EndsWith(",,"))
        {
            mark = text.Length - 2;
        }

        return mark == int.MaxValue ? mark : text[..mark].TrimEnd(" \u00A0\t").Length;
    }

    private static int WordStart(ReadOnlySpan<char> text, int digits)
    {
        if (text.IsEmpty)
        {
            return -1;
        }

        if (digits <= AfterAmbiguousLabel)
        {
            if (text[^1] is 'x' or 'X' or '\uFF58' or '\uFF38' or '#' or '\uFF03' or '~' or '\uFF5E')
            {
                return text.Length - 1;
            }

            if (EndsWith(text, "int") || EndsWith(text, "\uFF49\uFF4E\uFF54"))
            {
                return text.Length - 3;
            }
        }

        if (EndsWith(text, "anexo"))
        {
            return text.Length - 5;
        }

        if (EndsWith(text, "\u0434\u043E\u0431"))
        {
            return text.Length - 3;
        }

        ReadOnlySpan<char> wide = EndsWith(text, "\uFF4E") ? text[..^1] : text;
        if (EndsWith(wide, "\uFF58\uFF54"))
        {
            return wide.Length - (EndsWith(wide, "\uFF45\uFF58\uFF54") ? 3 : 2);
        }

        return SpelledOutStart(text);
    }

    /// <summary>The start of xt, ext, xtn, extn, extensio, extension or extensión (accent alone or combined).</summary>
    private static int SpelledOutStart(ReadOnlySpan<char> text)
    {
        text = EndsWith(text, "n") ? text[..^1] : text;
        if (EndsWith(text, "ensio\u0301"))
        {
            text = text[..^6];
        }
        else if (EndsWith(text, "ensio") || EndsWith(text, "ensi\u00F3"))
        {
            text = text[..^5];
        }

        return EndsWith(text, "xt") ? text.Length - (EndsWith(text, "ext") ? 3 : 2) : -1;
    }

    /// <summary>Whether the text ends with the suffix, whose letters are lower case, in any case.</summary>
    private static bool EndsWith(ReadOnlySpan<char> text, ReadOnlySpan<char> suffix)
    {
        if (text.Length < suffix.Length)
        {
            return false;
        }

        text = text[^suffix.Length..];
        for (int i = 0; i < suffix.Length; i++)
        {
            if (ToLower(text[i]) != suffix[i])
            {
                return false;
            }
        }

        return true;
    }

    private static char ToLower(char c)
    {
        return (int)c switch
        {
            (>= 'A' and <= 'Z') or 0xD3 => (char)(c + 0x20),
            >= 0xFF21 and <= 0xFF3A => (char)(c + 0x20),
            >= 0x0410 and <= 0x042F => (char)(c + 0x20),
            0x1C81 => '\u0434',
            0x1C82 => '\u043E',
            _ => c,
        };
    }
}
