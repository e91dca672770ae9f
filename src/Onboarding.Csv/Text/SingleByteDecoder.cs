using System.Text;

namespace Onboarding.Csv;

/// <summary>Encodings of one byte per character, such as windows-1252, by a table of UTF-8.</summary>
internal sealed class SingleByteDecoder : TextDecoder
{
    private const int MaxLength = 3;

    // 0xFF stands in no UTF-8: a value with a byte that the encoding leaves undefined is rejected as NOT_UTF8, not changed.
    private const byte Undefined = 0xFF;

    private readonly byte[] _forms = new byte[256 * MaxLength];
    private readonly byte[] _lengths = new byte[256];

    public SingleByteDecoder(string name, Encoding encoding)
    {
        Name = name;
        Span<char> character = stackalloc char[2];
        for (var i = 0; i < 256; i++)
        {
            var form = _forms.AsSpan(i * MaxLength, MaxLength);
            try
            {
                var count = encoding.GetChars([(byte)i], character);
                _lengths[i] = (byte)Encoding.UTF8.GetBytes(character[..count], form);
            }
            catch (DecoderFallbackException)
            {
                form[0] = Undefined;
                _lengths[i] = 1;
            }
        }
    }

    public override string Name { get; }

    public override (int Consumed, int Written) Convert(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        var consumed = 0;
        var written = 0;
        while (consumed < source.Length)
        {
            var rest = source[consumed..];
            var ascii = rest.IndexOfAnyExceptInRange((byte)0x00, (byte)0x7F);
            var run = Math.Min(ascii < 0 ? rest.Length : ascii, destination.Length - written);
            rest[..run].CopyTo(destination[written..]);
            consumed += run;
            written += run;
            if (consumed == source.Length || destination.Length - written < MaxLength)
            {
                break;
            }

            if (run == ascii)
            {
                var value = source[consumed++];
                _forms.AsSpan(value * MaxLength, _lengths[value]).CopyTo(destination[written..]);
                written += _lengths[value];
            }
        }

        return (consumed, written);
    }
}
