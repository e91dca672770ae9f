using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>Words that a cell can hold: whole, without what the strip set takes off both ends, whatever their letter case in any culture.</summary>
internal sealed class CellWords
{
    /// <summary>The longest word in UTF-16 units.</summary>
    public const int MaxLength = 128;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    public CellWords(params IEnumerable<string> words)
    {
        _words = words.Select(Strip).ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whether the cell is one of the words; never where it is not UTF-8.</summary>
    public bool Contains(ReadOnlySpan<byte> cell)
    {
        Span<char> word = stackalloc char[MaxLength];
        return cell.Length <= MaxLength * 3
            && StripSet.IsUtf8(cell)
            && Encoding.UTF8.TryGetChars(StripSet.Strip(cell), word, out var length)
            && _words.Contains(word[..length]);
    }

    private static string Strip(string word) => Encoding.UTF8.GetString(StripSet.Strip(Encoding.UTF8.GetBytes(word)));
}
