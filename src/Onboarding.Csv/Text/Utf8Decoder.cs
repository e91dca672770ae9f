using System.Text;
using System.Text.Unicode;

namespace Onboarding.Csv;

/// <summary>Passes UTF-8 on. Where nobody declared it, the first byte that is not UTF-8 is a fault; where it is declared, single values are judged later.</summary>
internal sealed class Utf8Decoder(TextFault faultIfInvalid) : TextDecoder
{
    private TextFault _fault;

    public override string Name => "utf-8";

    public override TextFault Fault => _fault;

    public override (int Consumed, int Written) Convert(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        var piece = source[..Math.Min(source.Length, destination.Length)];
        if (faultIfInvalid != TextFault.None)
        {
            var open = CountOpen(piece);
            var complete = piece[..^open];
            if (!Utf8.IsValid(complete))
            {
                piece = complete[..CountValid(complete)];
                _fault = faultIfInvalid;
            }
            else if (open > 0 && isFinal && piece.Length == source.Length)
            {
                piece = complete;
                _fault = faultIfInvalid;
            }
            else
            {
                piece = complete;
            }
        }

        piece.CopyTo(destination);
        return (piece.Length, piece.Length);
    }

    /// <summary>How many bytes at the end begin a character and do not end it, 0 to 3.</summary>
    public static int CountOpen(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[^1] < 0x80)
        {
            return 0;
        }

        return Rune.DecodeLastFromUtf8(text, out _, out var length) == System.Buffers.OperationStatus.NeedMoreData ? length : 0;
    }

    private static int CountValid(ReadOnlySpan<byte> text)
    {
        var valid = 0;
        while (valid < text.Length && Rune.DecodeFromUtf8(text[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }
}
