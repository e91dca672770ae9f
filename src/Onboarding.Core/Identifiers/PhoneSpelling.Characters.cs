namespace Onboarding.Identifiers;

/// <summary>The characters of phone numbers.</summary>
internal static partial class PhoneSpelling
{
    /// <summary>Kinds of characters; 0 to 9 are digits of that value.</summary>
    internal const byte Separator = 10;

    /// <summary>A plus sign.</summary>
    internal const byte Plus = 11;

    private const byte Letter = 12;

    // Both a separator and a letter.
    private const byte LetterX = 13;

    // A separator that can also begin an extension.
    private const byte Tilde = 14;
    private const byte Other = 15;

    /// <summary>The kind of each ASCII character.</summary>
    internal static ReadOnlySpan<byte> AsciiKinds =>
    [
        15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, // 00
        15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, // 10
        10, 15, 15, 15, 15, 15, 15, 15, 10, 10, 10, 11, 15, 10, 10, 10, // 20: space ( ) * + - . /
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 15, 15, 15, 15, 15, //           30
        15, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, // 40
        12, 12, 12, 12, 12, 12, 12, 12, 13, 12, 12, 10, 15, 10, 15, 15, // 50: [ ]
        15, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, // 60
        12, 12, 12, 12, 12, 12, 12, 12, 13, 12, 12, 15, 15, 15, 14, 15, // 70: ~
    ];

    /// <summary>The digit of each letter on a telephone keypad (ITU-T E.161).</summary>
    private static ReadOnlySpan<byte> Keypad => "22233344455566677778889999"u8;

    private static int KindOf(char c)
    {
        return c < 0x80 ? AsciiKinds[c] : KindOfOther(c);
    }

    private static int KindOfOther(char c)
    {
        return (int)c switch
        {
            >= 0xFF10 and <= 0xFF19 => c - 0xFF10,
            >= 0x0660 and <= 0x0669 => c - 0x0660,
            >= 0x06F0 and <= 0x06F9 => c - 0x06F0,
            0xFF0B => Plus,
            0xA0 or 0xAD or 0x200B or (>= 0x2010 and <= 0x2015) or 0x2053 or 0x2060 or 0x2212 or 0x223C or 0x3000
                or 0x30FC or 0xFF08 or 0xFF09 or (>= 0xFF0D and <= 0xFF0F) or 0xFF3B or 0xFF3D or 0xFF5E => Separator,
            _ => Other,
        };
    }

    private static bool IsAlphanumeric(char c)
    {
        return KindOf(c) is <= 9 or Letter or LetterX;
    }
}
