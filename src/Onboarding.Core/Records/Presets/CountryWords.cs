using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>What one system writes where others write a country, such as <c>1</c> for the Netherlands, or <c>False</c> for none.</summary>
internal sealed class CountryWords(params (string Word, string Country)[] words)
{
    private readonly (byte[] Word, byte[] Country)[] _words = [.. words.Select(w => (Encoding.UTF8.GetBytes(w.Word), Encoding.UTF8.GetBytes(w.Country)))];

    /// <summary>All words, each with its country.</summary>
    public override string ToString() => string.Join('\n', words.Select(w => w.Word + "=" + w.Country));

    /// <summary>The country's code for a word of the system, nothing for its word for none, and every other cell as it stands.</summary>
    public ReadOnlySpan<byte> Translate(ReadOnlySpan<byte> cell)
    {
        var text = StripSet.Strip(cell);
        foreach (var (word, country) in _words)
        {
            if (text.SequenceEqual(word))
            {
                return country;
            }
        }

        return cell;
    }
}
