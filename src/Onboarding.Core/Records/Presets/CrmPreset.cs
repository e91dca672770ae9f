namespace Onboarding.Records;

/// <summary>How one system exports people: by which columns its files are known, which hold which field, and which say no. docs/presets.md lists all.</summary>
/// <remarks>Names are compared as <see cref="HeaderSynonyms"/> compares them; one with a <c>*</c> at its end stands for all that begin so.</remarks>
internal sealed class CrmPreset
{
    private const string AnyOther = "*";

    // The words by which files say whose rows they hold.
    private static readonly string[] s_fileStates = ["subscribed", "unsubscribed", "nonsubscribed", "cleaned"];

    // Several columns of these fields make one value together; of the others, the first that a file has is the one.
    private static readonly string[] s_joined = ["email", "phone", "maid", "external_id", "first_name", "last_name", "street"];

    public required string Id { get; init; }

    /// <summary>The system and its file, for people.</summary>
    public required string Name { get; init; }

    /// <summary>How well the format is known: A documentation or code of the maker, B public code that reads such files, C hearsay.</summary>
    public required string Grade { get; init; }

    /// <summary>Columns that only this export has together.</summary>
    public required string[] Signature { get; init; }

    /// <summary>How many of the signature's columns suffice.</summary>
    public int SignatureCount { get; init; } = 2;

    /// <summary>Columns that show that it is another export.</summary>
    public string[] Absent { get; init; } = [];

    /// <summary>The word in the file's name that says whose rows it holds; null where the name says nothing.</summary>
    public string? FileState { get; init; }

    public PresetContent Content { get; init; }

    /// <summary>Field to columns, in the order in which their values belong together.</summary>
    public required Dictionary<string, string[]> Columns { get; init; }

    public ConsentColumn[] Consent { get; init; } = [];

    /// <summary>Kind of identifier to the character between several values of a cell.</summary>
    public Dictionary<string, string> Split { get; init; } = [];

    /// <summary>How birth dates are written; null where the user's settings decide.</summary>
    public string? DateFormat { get; init; }

    public CountryWords? Countries { get; init; }

    /// <summary>Whether a column can have the names of its record and entity after its own: <c>Email (Company Name) (Account)</c>.</summary>
    public bool HasSuffixes { get; init; }

    /// <summary>What else there is to know, for people.</summary>
    public string[] Remarks { get; init; } = [];

    /// <summary>Whether a file looks like one of this export.</summary>
    public bool Fits(SourceHeader header)
    {
        return Signature.Count(s => Find(header, s).Any()) >= SignatureCount
            && !Absent.Any(a => Find(header, a).Any())
            && (FileState is null || StatesOf(header.File).All(s => s == FileState));
    }

    /// <summary>What the files of one export have of it: all of their columns together.</summary>
    public PresetMatch Match(IReadOnlyList<SourceHeader> headers)
    {
        var columns = Columns.Select(c => (Field: c.Key, Names: Resolve(c.Key, c.Value, headers))).Where(c => c.Names.Count > 0).ToDictionary(c => c.Field, c => c.Names, StringComparer.Ordinal);
        return new PresetMatch(this, columns, headers.SelectMany(h => FindConsent(h)).DistinctBy(c => c.Name, StringComparer.Ordinal).ToList())
        {
            Lacking = [.. Consent.Where(c => c.IsRequired && headers.Any(h => !Find(h, c.Name).Any())).Select(c => c.Name)],
        };
    }

    /// <summary>The columns of a file that speak of consent, each once. The declaration that stands first counts.</summary>
    public IEnumerable<ConsentColumn> FindConsent(SourceHeader header)
    {
        var known = Columns.Values.SelectMany(names => names.SelectMany(n => Find(header, n))).ToHashSet(StringComparer.Ordinal);
        return Consent
            .SelectMany(c => FindAll(header, c.Name).Where(n => c.Name != AnyOther || (!known.Contains(n) && !Plans.Rules.SensitiveWords.IsSecret(n))).Select(n => c with { Name = n }))
            .DistinctBy(c => c.Name, StringComparer.Ordinal);
    }

    private List<string> Resolve(string field, string[] declared, IReadOnlyList<SourceHeader> headers)
    {
        var names = headers.SelectMany(h => declared.SelectMany(d => Find(h, d))).Distinct(StringComparer.Ordinal).ToList();
        return s_joined.Contains(field) ? names : [.. names.Take(1)];
    }

    // Of a column of the record itself and one of a record that it belongs to, the first is meant.
    private IEnumerable<string> Find(SourceHeader header, string declared)
    {
        var own = header.Columns.Where(c => IsNamed(c, declared)).ToList();
        return own.Count > 0 || !HasSuffixes ? own : FindAll(header, declared);
    }

    // A no counts wherever it stands.
    private IEnumerable<string> FindAll(SourceHeader header, string declared)
    {
        return header.Columns.Where(c => c.Length > 0 && (IsNamed(c, declared) || (HasSuffixes && c.TrimEnd().EndsWith(')') && c.IndexOf(" (", StringComparison.Ordinal) is > 0 and var end && IsNamed(c[..end], declared))));
    }

    private static bool IsNamed(string column, string declared)
    {
        return declared.EndsWith('*')
            ? HeaderSynonyms.Fold(column).StartsWith(HeaderSynonyms.Fold(declared[..^1]), StringComparison.Ordinal)
            : HeaderSynonyms.Fold(column) == HeaderSynonyms.Fold(declared);
    }

    // The file's own name, not that of a folder or an archive.
    private static IEnumerable<string> StatesOf(string file)
    {
        var name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        var words = string.Concat(name.Select(c => char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Where(w => s_fileStates.Contains(w));
    }
}
