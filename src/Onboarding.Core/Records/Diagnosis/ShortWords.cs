using System.Buffers.Binary;

namespace Onboarding.Records;

/// <summary>A set of ASCII words of at most 16 bytes that is asked once for each record: a word is compared as one number.</summary>
internal sealed class ShortWords
{
    private const int MaxLength = 16;

    private readonly HashSet<UInt128> _words;

    public ShortWords(params IEnumerable<string> words) => _words = [.. words.Select(w => Pack(System.Text.Encoding.ASCII.GetBytes(w)))];

    public bool Contains(ReadOnlySpan<byte> word) => word.Length <= MaxLength && _words.Contains(Pack(word));

    // No word holds a zero byte, so that zeros after it change nothing.
    private static UInt128 Pack(ReadOnlySpan<byte> word)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        bytes.Clear();
        word.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
