using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Onboarding.Reports;

/// <summary>A piece of HTML, written as an interpolated string: what stands in the source is markup, and every value put into it is encoded.</summary>
/// <remarks>So nothing that somebody else named (a column, a party, a file) can become markup, wherever it is used.</remarks>
[InterpolatedStringHandler]
internal sealed class Markup(int literalLength, int valueCount)
{
    private readonly StringBuilder _html = new(literalLength + (valueCount * 16));

    public static Markup Empty => $"";

    public void AppendLiteral(string literal) => _html.Append(literal);

    public void AppendFormatted(Markup markup) => _html.Append(markup._html);

    public void AppendFormatted(IEnumerable<Markup> pieces)
    {
        foreach (var piece in pieces)
        {
            AppendFormatted(piece);
        }
    }

    /// <summary>A coordinate or a length of a drawing.</summary>
    public void AppendFormatted(double value) => _html.Append(value.ToString("0.###", CultureInfo.InvariantCulture));

    public void AppendFormatted(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' => _html.Append("&quot;"),
                '\'' => _html.Append("&#39;"),
                _ => _html.Append(IsHarmless(rune) ? rune : Rune.ReplacementChar),
            };
        }
    }

    public override string ToString() => _html.ToString();

    // XML has no control characters, and marks that turn the direction of writing make one text look like another (Unicode TR 36, 2.10).
    private static bool IsHarmless(Rune rune)
    {
        return rune.Value is '\n' || (!Rune.IsControl(rune) && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFFFE or 0xFFFF));
    }
}
