using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Onboarding.Identifiers;

/// <summary>White space and invisible characters that canonical form v1 removes at both ends (contracts-v1, section strip set).</summary>
internal static class StripSet
{
    private static readonly SearchValues<byte> s_ascii = SearchValues.Create("\t\n\v\f\r "u8);

    /// <summary>Removes every character of the set from both ends. The value is valid UTF-8.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> value)
    {
        while (LengthAtStart(value) is > 0 and var length)
        {
            value = value[length..];
        }

        while (LengthAtEnd(value) is > 0 and var length)
        {
            value = value[..^length];
        }

        return value;
    }

    /// <summary>Whether a character of the set stands anywhere in the value.</summary>
    public static bool ContainsAny(ReadOnlySpan<byte> value)
    {
        if (Ascii.IsValid(value))
        {
            return value.ContainsAny(s_ascii);
        }

        while (!value.IsEmpty)
        {
            Rune.DecodeFromUtf8(value, out var rune, out var length);
            if (rune.IsAscii ? IsAsciiMember((byte)rune.Value) : IsMember(rune.Value))
            {
                return true;
            }

            value = value[length..];
        }

        return false;
    }

    /// <summary>Strict: overlong forms, surrogates and values above U+10FFFF are not UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> value) => Utf8.IsValid(value);

    private static int LengthAtStart(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return 0;
        }

        if (value[0] < 0x80)
        {
            return IsAsciiMember(value[0]) ? 1 : 0;
        }

        Rune.DecodeFromUtf8(value, out var rune, out var length);
        return IsMember(rune.Value) ? length : 0;
    }

    private static int LengthAtEnd(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return 0;
        }

        if (value[^1] < 0x80)
        {
            return IsAsciiMember(value[^1]) ? 1 : 0;
        }

        Rune.DecodeLastFromUtf8(value, out var rune, out var length);
        return IsMember(rune.Value) ? length : 0;
    }

    private static bool IsAsciiMember(byte value) => value is >= 0x09 and <= 0x0D or 0x20;

    /// <summary>Whether a character beyond ASCII is of the set.</summary>
    public static bool IsMember(int scalar) => scalar is
        0x0085 or 0x00A0 or 0x00AD or 0x1680 or (>= 0x2000 and <= 0x200D) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x2060 or 0x3000 or 0xFEFF;
}
