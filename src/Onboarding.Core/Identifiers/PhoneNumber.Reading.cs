using System.Buffers.Binary;

namespace Onboarding.Identifiers;

/// <summary>The usual spellings, a digit or eight at a time.</summary>
internal static partial class PhoneNumber
{
    /// <summary>Reads 8 to 16 ASCII digits, perhaps with a plus sign before them and nothing else.</summary>
    private static bool TryReadBare(ReadOnlySpan<byte> value, Span<byte> digits, out int count, out bool plus)
    {
        plus = !value.IsEmpty && value[0] == (byte)'+';
        value = plus ? value[1..] : value;
        count = value.Length;
        if (value.Length is < sizeof(ulong) or > 2 * sizeof(ulong))
        {
            return false;
        }

        // Two words that overlap unless there are 16 digits.
        int second = value.Length - sizeof(ulong);
        ulong head = BinaryPrimitives.ReadUInt64LittleEndian(value);
        ulong tail = BinaryPrimitives.ReadUInt64LittleEndian(value[second..]);
        if (!AreDigits(head) || !AreDigits(tail))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(digits, head - Zeros);
        BinaryPrimitives.WriteUInt64LittleEndian(digits[second..], tail - Zeros);
        return true;
    }

    /// <summary>Whether all eight bytes are 0x30 to 0x39: the high half is 3, and still is when 6 is added.</summary>
    private static bool AreDigits(ulong text)
    {
        const ulong HighHalves = 0xF0F0F0F0F0F0F0F0;
        return (text & HighHalves) == Zeros && ((text + 0x0606060606060606) & HighHalves) == Zeros;
    }

    /// <summary>
    /// Reads the usual spellings: ASCII digits and separators, perhaps a plus sign before them. Refuses what
    /// <see cref="PhoneSpelling"/> has to look at.
    /// </summary>
    private static bool TryReadPlain(ReadOnlySpan<byte> value, Span<byte> digits, out int count, out bool plus)
    {
        count = 0;
        plus = false;
        if (value.Length > PhoneSpelling.MaxInput)
        {
            return false;
        }

        ReadOnlySpan<byte> kinds = PhoneSpelling.AsciiKinds;
        int read = 0;
        foreach (byte b in value)
        {
            if (b >= kinds.Length)
            {
                return false;
            }

            byte kind = kinds[b];
            if (kind <= 9)
            {
                if (read == digits.Length)
                {
                    return false;
                }

                digits[read++] = kind;
            }
            else if (kind == PhoneSpelling.Plus && read == 0 && !plus)
            {
                plus = true;
            }
            else if (kind != PhoneSpelling.Separator)
            {
                return false;
            }
        }

        count = read;
        return read >= PhoneSpelling.MinDigits;
    }
}
