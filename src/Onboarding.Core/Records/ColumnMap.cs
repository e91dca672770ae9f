namespace Onboarding.Records;

/// <summary>Where the wanted columns stand among those that a source has.</summary>
public sealed class ColumnMap
{
    private ColumnMap(int[] wanted, string[] unread)
    {
        Wanted = wanted;
        Unread = unread;
    }

    /// <summary>For each wanted column its index in the source, in the wanted order.</summary>
    public IReadOnlyList<int> Wanted { get; }

    /// <summary>The names of the columns that nobody wants, for <see cref="IRecordReader.UnreadColumns"/>.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>Finds columns by name: letter for letter, without the white space around it.</summary>
    /// <param name="names">The source's columns.</param>
    /// <param name="wanted">What <see cref="IRecordSource.OpenAsync"/> asks for.</param>
    /// <param name="source">What the source is called in messages, such as <c>the query</c>.</param>
    /// <exception cref="OnboardingException"><c>COLUMN_MISSING</c>: a wanted name is not there, or there twice.</exception>
    public static ColumnMap Find(IReadOnlyList<string> names, IReadOnlyList<string> wanted, string source)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(wanted);
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i].Trim();
            if (!indexes.TryAdd(name, i))
            {
                repeated.Add(name);
            }
        }

        var found = new int[wanted.Count];
        var isWanted = new bool[names.Count];
        for (var i = 0; i < wanted.Count; i++)
        {
            var name = wanted[i].Trim();
            if (!indexes.TryGetValue(name, out found[i]) || repeated.Contains(name))
            {
                throw new OnboardingException(Reasons.ColumnMissing, repeated.Contains(name)
                    ? $"{source} has several columns \"{name}\""
                    : $"{source} has no column \"{name}\"; {Describe(names)}");
            }

            isWanted[found[i]] = true;
        }

        return new ColumnMap(found, [.. Enumerable.Range(0, names.Count).Where(i => !isWanted[i]).Select(i => names[i])]);
    }

    // A column without an alias can be named after a literal, and a literal can be somebody's address.
    private static string Describe(IReadOnlyList<string> names)
    {
        const int Shown = 50;
        if (names.Count == 0)
        {
            return "it has none";
        }

        if (names.Any(n => n.Contains('@') || n.Count(char.IsDigit) > 4))
        {
            return "its columns are not listed, because a name looks like data";
        }

        return "its columns are " + string.Join(", ", names.Take(Shown).Select(n => $"\"{n.Trim()}\"")) + (names.Count > Shown ? $" and {names.Count - Shown} more" : string.Empty);
    }
}
