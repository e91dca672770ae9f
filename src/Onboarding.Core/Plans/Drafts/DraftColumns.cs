using Onboarding.Internal;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Plans;

/// <summary>Which columns a draft maps, by their names. Where the first row is no header, nothing of it is repeated.</summary>
internal sealed class DraftColumns
{
    private const int MaxDigits = 4;

    private static readonly (string Field, HeaderMeaning Meaning)[] s_fields = [("email", HeaderMeaning.Email), ("phone", HeaderMeaning.Phone), ("external_id", HeaderMeaning.ExternalId)];

    private readonly List<string> _names;
    private readonly ILookup<HeaderMeaning, string> _found;

    public DraftColumns(IReadOnlyList<string> headers, PlatformPreset? platform)
    {
        // A column can be mapped only where its name stands once.
        _names = [.. headers.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1).Select(g => g.Key)];
        _found = _names.ToLookup(HeaderSynonyms.Find);
        IsHeader = s_fields.Any(f => _found[f.Meaning].Any());
        var data = headers.Count(LooksLikeData);
        if (data > 0 && (!IsHeader || headers.Any(h => h.Contains('@'))))
        {
            throw new OnboardingException(Reasons.HeaderMissing, $"{data} of the {headers.Count} fields of the first row look like data");
        }

        // What a platform takes in clear only would leave readable: that is for people to add.
        Fields = s_fields.Where(f => _found[f.Meaning].Any() && (platform is null || platform.AllowedFields.Except(platform.PlainFields).Contains(f.Field))).ToDictionary(f => f.Field, f => _found[f.Meaning].ToArray());
        Country = Fields.ContainsKey("phone") ? _found[HeaderMeaning.Country].FirstOrDefault() : null;
        BirthDate = _found[HeaderMeaning.BirthDate].FirstOrDefault();
        LastActivity = _found[HeaderMeaning.LastActivity].FirstOrDefault();
        Denial = _found[HeaderMeaning.Denies].FirstOrDefault();
        Consent = Denial is null ? _found[HeaderMeaning.Grants].FirstOrDefault() : null;
        DeniedAt = _found[HeaderMeaning.DeniedAt].FirstOrDefault();
    }

    /// <summary>Whether at least one name is that of an identifier, so that the first row holds names.</summary>
    public bool IsHeader { get; }

    /// <summary>Kind of identifier to columns.</summary>
    public Dictionary<string, string[]> Fields { get; }

    public string? Country { get; }

    public string? BirthDate { get; }

    public string? LastActivity { get; }

    /// <summary>A column whose yes denies. It goes before one whose yes grants: of two that disagree, the stricter counts.</summary>
    public string? Denial { get; }

    public string? Consent { get; }

    public string? DeniedAt { get; }

    /// <summary>What was found and what was not, in sentences.</summary>
    public IEnumerable<string> Describe()
    {
        if (!IsHeader)
        {
            yield return $"None of the {_names.Count} names in the first row is known as that of an identifier: write the names of the columns into the plan, and look whether the file has a header row.";
            yield break;
        }

        foreach (var (field, names) in Fields)
        {
            yield return $"{field}: {Names(names)}.{(field == "external_id" ? " Take it out where the recipient does not know these ids: they find nobody then." : "")}";
        }

        foreach (var (meaning, text) in new[]
        {
            (Country, "the country of the phone numbers"),
            (BirthDate, "the birth date, read to leave minors out and for nothing else"),
            (LastActivity, "the last activity, read to leave out who has long been gone"),
            (Denial, "a denial: whoever has a yes there is left out"),
            (DeniedAt, "when somebody said no: whoever has anything there is left out"),
            (Consent, "consent. What is only a newsletter is no consent to matching: take the column out of the evidence then"),
        }.Where(m => m.Item1 is not null))
        {
            yield return $"{Names([meaning!])}: {text}.";
        }

        var others = new[] { HeaderMeaning.Denies, HeaderMeaning.Grants, HeaderMeaning.DeniedAt }.SelectMany(m => _found[m]).Except([Denial ?? "", Consent ?? "", DeniedAt ?? ""]).ToList();
        if (others.Count > 0)
        {
            yield return $"{Names(others)}: about consent or objection too, and not read: the plan reads one column of consent. Put people who said no there on a list of opt-outs.";
        }

        var read = Fields.Values.SelectMany(n => n).Concat([Country ?? "", BirthDate ?? "", LastActivity ?? "", Denial ?? "", DeniedAt ?? "", Consent ?? ""]);
        var unread = _names.Except(read).Except(others).ToList();
        if (unread.Count > 0)
        {
            yield return $"Not read: {Names(unread)}.";
        }
    }

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", ReportNames.Columns(names).Select(n => $"\"{n}\""));

    private static bool LooksLikeData(string name) => name.Contains('@') || name.Count(char.IsDigit) > MaxDigits;
}
