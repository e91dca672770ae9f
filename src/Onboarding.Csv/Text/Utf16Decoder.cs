using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Onboarding.Csv;

/// <summary>UTF-16 in either byte order. A lone surrogate becomes three bytes that are no UTF-8, so that its value is rejected and not changed.</summary>
internal sealed class Utf16Decoder(bool isBigEndian) : TextDecoder
{
    private readonly ushort[] _units = new ushort[4096];

    public override string Name => isBigEndian ? "utf-16be" : "utf-16le";

    public override (int Consumed, int Written) Convert(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        var consumed = 0;
        var written = 0;
        while (true)
        {
            var units = Load(source[consumed..]);
            var isLast = isFinal && source.Length - consumed - (units.Length * 2) < 2;
            var status = Utf8.FromUtf16(units, destination[written..], out var read, out var bytes, replaceInvalidSequences: false, isFinalBlock: isLast);
            consumed += read * 2;
            written += bytes;
            if (status == OperationStatus.InvalidData)
            {
                if (destination.Length - written < 3)
                {
                    break;
                }

                WriteSurrogate(units[read], destination.Slice(written, 3));
                consumed += 2;
                written += 3;
            }
            else if (status != OperationStatus.Done || read == 0)
            {
                break;
            }
        }

        // Half a unit at the end of the text.
        if (isFinal && source.Length - consumed == 1 && written < destination.Length)
        {
            destination[written++] = 0xFF;
            consumed++;
        }

        return (consumed, written);
    }

    private ReadOnlySpan<char> Load(ReadOnlySpan<byte> source)
    {
        var units = _units.AsSpan(0, Math.Min(source.Length / 2, _units.Length));
        MemoryMarshal.Cast<byte, ushort>(source[..(units.Length * 2)]).CopyTo(units);
        if (isBigEndian == BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(units, units);
        }

        return MemoryMarshal.Cast<ushort, char>(units);
    }

    private static void WriteSurrogate(char unit, Span<byte> destination)
    {
        destination[0] = 0xED;
        destination[1] = (byte)(0x80 | ((unit >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (unit & 0x3F));
    }
}
