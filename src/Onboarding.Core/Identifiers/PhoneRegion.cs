using System.Text;

namespace Onboarding.Identifiers;

/// <summary>
/// A region that libphonenumber knows: the default for phone numbers in national spelling. The value is an index, two
/// bytes wide; the default value is no region.
/// </summary>
public readonly partial record struct PhoneRegion
{
    private const int MaxKey = 64;

    private readonly ushort _number;

    private PhoneRegion(int number)
    {
        _number = (ushort)number;
    }

    /// <summary>No region.</summary>
    public static PhoneRegion None => default;

    /// <summary>Whether this is no region.</summary>
    public bool IsNone => _number == 0;

    /// <summary>The row of the region in the tables.</summary>
    internal int Index => _number - 1;

    /// <summary>The number of regions.</summary>
    internal static int Count => Codes.Length / 2;

    /// <summary>The two letters of the region as ASCII; empty for none.</summary>
    internal ReadOnlySpan<byte> Code => IsNone ? default : Codes.Slice(Index * 2, 2);

    /// <summary>The region at an index below <see cref="Count"/>.</summary>
    internal static PhoneRegion FromIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return new PhoneRegion(index + 1);
    }

    /// <summary>
    /// Reads a region: an ISO 3166-1 alpha-2 or alpha-3 code, or an English or Dutch country name. Case, diacritics,
    /// spaces and punctuation do not matter in names, case does not in codes. <c>UK</c> is no ISO code and stands for
    /// <c>GB</c>; <c>AC</c>, <c>TA</c> and <c>XK</c> (<c>ASC</c>, <c>TAA</c>, <c>XKX</c>) are no countries in ISO 3166-1
    /// but regions of libphonenumber. Names of more than one region (Congo, Korea) are refused, and so are countries
    /// without a numbering plan of their own (Antarctica).
    /// </summary>
    /// <param name="text">The code or name in UTF-8.</param>
    /// <param name="region">The region, when the text names one.</param>
    /// <returns>Whether the text names a region.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out PhoneRegion region)
    {
        text = text.Trim(" \t\r\n"u8);
        int number = text.Length switch
        {
            2 => FindAlpha2(text),
            3 => FindAlpha3(text),
            _ => 0,
        };
        region = new PhoneRegion(number != 0 ? number : FindName(text));
        return !region.IsNone;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        return Encoding.ASCII.GetString(Code);
    }

    private static int FindAlpha2(ReadOnlySpan<byte> text)
    {
        int first = (text[0] | 0x20) - 'a';
        int second = (text[1] | 0x20) - 'a';
        return (uint)first < 26 && (uint)second < 26 ? Alpha2[(first * 26) + second] : 0;
    }

    private static int FindAlpha3(ReadOnlySpan<byte> text)
    {
        Span<byte> code = [(byte)(text[0] & 0xDF), (byte)(text[1] & 0xDF), (byte)(text[2] & 0xDF)];
        int low = 0;
        int high = Alpha3Regions.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int order = Alpha3.Slice(middle * 3, 3).SequenceCompareTo(code);
            if (order == 0)
            {
                return Alpha3Regions[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return 0;
    }

    private static int FindName(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[MaxKey];
        if (!TryMakeKey(text, buffer, out int length))
        {
            return 0;
        }

        ReadOnlySpan<byte> key = buffer[..length];
        int low = 0;
        int high = NameRegions.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int order = NameKeys[NameOffsets[middle]..NameOffsets[middle + 1]].SequenceCompareTo(key);
            if (order == 0)
            {
                return NameRegions[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return 0;
    }

    /// <summary>The letters of a name without diacritics in lower case; nothing else of it is kept.</summary>
    private static bool TryMakeKey(ReadOnlySpan<byte> text, Span<byte> key, out int length)
    {
        length = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out Rune rune, out int read) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[read..];
            int letter = BaseLetter(rune.Value);
            if (letter == 0)
            {
                return false;
            }

            if (letter > 0)
            {
                if (length == key.Length)
                {
                    return false;
                }

                key[length++] = (byte)letter;
            }
        }

        return length != 0;
    }

    /// <summary>The lower-case ASCII letter under a letter; -1 for what is left out, 0 for what no name has.</summary>
    private static int BaseLetter(int c)
    {
        if (c < 0x80)
        {
            int lower = c | 0x20;
            return lower is >= 'a' and <= 'z' ? lower : c is >= '0' and <= '9' or < ' ' or 0x7F ? 0 : -1;
        }

        // Latin-1 pairs its cases 0x20 apart.
        int latin = c is >= 0xC0 and <= 0xDE ? c | 0x20 : c;
        return latin switch
        {
            >= 0xE0 and <= 0xE5 => 'a',
            0xE7 => 'c',
            >= 0xE8 and <= 0xEB => 'e',
            >= 0xEC and <= 0xEF => 'i',
            0xF1 => 'n',
            (>= 0xF2 and <= 0xF6) or 0xF8 => 'o',
            >= 0xF9 and <= 0xFC => 'u',
            0xA0 or 0xB4 or (>= 0x300 and <= 0x36F) or (>= 0x2010 and <= 0x2019) or 0x202F => -1,
            _ => 0,
        };
    }
}
