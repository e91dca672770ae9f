using System.Text;

namespace Onboarding.Profiles;

/// <summary>Lower case of one character by the simple mapping of the Unicode Character Database, of the one version that the table names. No culture, no ICU.</summary>
internal static partial class SimpleLowerCase
{
    /// <summary>The version of Unicode.</summary>
    public const string UnicodeVersion = "17.0";

    public static Rune Of(Rune rune) => new(Of(rune.Value));

    private static int Of(int scalar)
    {
        if (scalar < 0x80)
        {
            return scalar is >= 'A' and <= 'Z' ? scalar | 0x20 : scalar;
        }

        // The last range that begins at or before the character.
        var (low, high) = (0, Ranges.Length / Stride);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Ranges[middle * Stride] <= scalar ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return scalar;
        }

        var range = Ranges.Slice((low - 1) * Stride, Stride);
        return scalar <= range[1] && (scalar - range[0]) % range[2] == 0 ? scalar + range[3] : scalar;
    }
}
