using System.Text.RegularExpressions;

namespace Onboarding.Plans.Rules;

/// <summary>Words that call personal data something that they are not, in English, Dutch and German. "Pseudonymous" is none of them, and denying one ("never anonymous") is no claim.</summary>
internal static partial class MisleadingWords
{
    // A denial counts within one clause: this many words before the word, or after it ("anonymity is not asserted").
    private const int WordsBefore = 8;
    private const int WordsAfter = 4;
    private const string Comma = ",";

    private static readonly string[] s_prefixes = ["non", "niet", "nicht"];

    private static readonly (string Kind, string[] Stems)[] s_kinds =
    [
        ("anonymous", ["anonym", "anonim", "anoniem"]),
        ("de-identified", ["deidenti"]),
        ("depersonalised", ["depersonal", "entpersonal"]),
    ];

    private static readonly HashSet<string> s_denials = new(StringComparer.Ordinal)
    {
        "not", "never", "no", "nor", "neither", "none", "non", "nothing", "nobody", "cannot", "without", "isnt", "arent", "doesnt",
        "niet", "nooit", "geen", "noch", "niets", "zonder",
        "nicht", "nie", "niemals", "nichts", "niemand", "weder", "ohne", "kein", "keine", "keinem", "keinen", "keiner", "keines",
    };

    /// <summary>What a text calls data that it should not, such as <c>anonymous</c>; null where it does not.</summary>
    public static string? Find(string text) => Clause().Split(text).Select(FindInClause).FirstOrDefault(kind => kind is not null);

    private static string? FindInClause(string clause)
    {
        var words = Word().Matches(clause).Select(m => Simplify(m.Value)).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var kind = s_kinds.FirstOrDefault(k => k.Stems.Any(s => words[i].Contains(s, StringComparison.Ordinal))).Kind;
            if (kind is not null && !IsDenied(words, i))
            {
                return kind;
            }
        }

        return null;
    }

    // Before the word a denial reaches over the commas of a list ("never anonymous, de-identified or ..."); after it a comma begins another thought.
    private static bool IsDenied(List<string> words, int position)
    {
        return s_prefixes.Any(p => words[position].StartsWith(p, StringComparison.Ordinal))
            || words.Take(position).TakeLast(WordsBefore).Any(s_denials.Contains)
            || words.Skip(position + 1).TakeWhile(w => w != Comma).Take(WordsAfter).Any(s_denials.Contains);
    }

    private static string Simplify(string word)
    {
        return word.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("\u2019", "", StringComparison.Ordinal).Replace('\u00EF', 'i').Replace('\u00EB', 'e');
    }

    [GeneratedRegex(@"[.;:!?]+\s|[\r\n]{2,}")]
    private static partial Regex Clause();

    [GeneratedRegex(@"\w[\w'\u2019-]*|,(?=\s)")]
    private static partial Regex Word();
}
