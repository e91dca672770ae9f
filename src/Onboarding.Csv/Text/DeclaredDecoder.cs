using System.Text.Unicode;

namespace Onboarding.Csv;

/// <summary>
/// A declared encoding of one byte per character, after strict UTF-8: what both have in common (ASCII) passes, and the first buffer with more decides.
/// Texts of several characters beyond ASCII are not valid UTF-8 by chance. The order is that of docs/plan.md: byte order mark, UTF-8, declared encoding.
/// </summary>
internal sealed class DeclaredDecoder(TextDecoder declared) : TextDecoder
{
    private TextDecoder? _decided;

    public override string Name => _decided?.Name ?? declared.Name;

    public override TextFault Fault => _decided?.Fault ?? TextFault.None;

    public override (int Consumed, int Written) Convert(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        if (_decided is null)
        {
            var ascii = source.IndexOfAnyExceptInRange((byte)0x00, (byte)0x7F);
            if (ascii != 0)
            {
                var run = Math.Min(ascii < 0 ? source.Length : ascii, destination.Length);
                source[..run].CopyTo(destination);
                return (run, run);
            }

            var open = Utf8Decoder.CountOpen(source);
            if (open == source.Length && !isFinal)
            {
                return (0, 0);
            }

            var isUtf8 = Utf8.IsValid(source[..^open]) && (open == 0 || !isFinal);
            _decided = isUtf8 ? new Utf8Decoder(TextFault.Mixed) : declared;
        }

        return _decided.Convert(source, destination, isFinal);
    }
}
