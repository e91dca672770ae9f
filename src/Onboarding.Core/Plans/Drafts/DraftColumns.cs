using Onboarding.Internal;
using Onboarding.Delivery.Uploads;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Plans;

/// <summary>Which columns a draft maps, by their names. Where the first row is no header, nothing of it is repeated.</summary>
internal sealed class DraftColumns
{
    private const int MaxDigits = 4;

    private static readonly (string Field, HeaderMeaning Meaning)[] s_fields = [("email", HeaderMeaning.Email), ("phone", HeaderMeaning.Phone), ("external_id", HeaderMeaning.ExternalId)];

    // Several columns of one field make its value together, in this order: "van der" and "Berg".
    private static readonly (string Field, HeaderMeaning[] Meanings)[] s_people =
    [
        ("first_name", [HeaderMeaning.FirstName]),
        ("first_initial", [HeaderMeaning.Initials]),
        ("last_name", [HeaderMeaning.NamePrefix, HeaderMeaning.LastName]),
        ("street", [HeaderMeaning.Street, HeaderMeaning.HouseNumber, HeaderMeaning.HouseNumberAddition]),
        ("postal_code", [HeaderMeaning.PostalCode]),
        ("city", [HeaderMeaning.City]),
    ];

    private readonly List<string> _names;
    private readonly ILookup<HeaderMeaning, string> _found;
    private readonly IReadOnlyList<CrmPreset> _looksLike;

    public DraftColumns(IReadOnlyList<string> headers, PlatformPreset? platform, string file)
    {
        var header = new SourceHeader(file, headers);
        _looksLike = CrmPresets.Detect(header);
        Preset = _looksLike is [{ Content: PresetContent.People } preset] ? preset.Match([header]) : null;
        if (_looksLike.FirstOrDefault(p => p.Content != PresetContent.People) is { } other)
        {
            throw new OnboardingException(Reasons.PresetOptOuts, $"the file is an export of {other.Name}{(other.Content == PresetContent.OptOuts ? $": name it under the plan's suppression.lists with \"preset\": \"{other.Id}\"" : ": people who never said yes")}");
        }

        // A column can be mapped only where its name stands once.
        _names = [.. headers.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1).Select(g => g.Key)];
        _found = _names.ToLookup(HeaderSynonyms.Find);
        IsHeader = Preset is not null || s_fields.Any(f => _found[f.Meaning].Any());
        var data = headers.Count(LooksLikeData);
        if (data > 0 && (!IsHeader || headers.Any(h => h.Contains('@'))))
        {
            throw new OnboardingException(Reasons.HeaderMissing, $"{data} of the {headers.Count} fields of the first row look like data");
        }

        // What a platform takes in clear only would leave readable: that is for people to add.
        Fields = s_fields
            .Select(f => (f.Field, Names: Preset is null ? [.. _found[f.Meaning]] : Preset.Columns.GetValueOrDefault(f.Field)?.ToArray() ?? []))
            .Where(f => f.Names.Length > 0 && (platform is null || (platform.AllowedFields.Except(platform.PlainFields).Contains(f.Field) && HasPlace(platform, f.Field))))
            .ToDictionary(f => f.Field, f => f.Names);
        Country = !Fields.ContainsKey("phone") ? null : Preset is null ? _found[HeaderMeaning.Country].FirstOrDefault() : Preset.Columns.GetValueOrDefault(RecordFields.Country)?[0];
        BirthDate = _found[HeaderMeaning.BirthDate].FirstOrDefault();
        LastActivity = _found[HeaderMeaning.LastActivity].FirstOrDefault();
        if (Preset is null)
        {
            Denial = _found[HeaderMeaning.Denies].FirstOrDefault();
            Consent = Denial is null ? _found[HeaderMeaning.Grants].FirstOrDefault() : null;
            DeniedAt = _found[HeaderMeaning.DeniedAt].FirstOrDefault();
        }
    }

    /// <summary>The one preset that the file looks like; null where there is none, or several.</summary>
    public PresetMatch? Preset { get; }

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

        if (Preset is not null)
        {
            yield return $"This is an export of {Preset.Preset.Name}: the plan names the preset \"{Preset.Preset.Id}\", which knows its columns (docs/presets.md).";
        }
        else if (_looksLike.Count > 1)
        {
            yield return $"The file looks like several known exports ({string.Join(", ", _looksLike.Select(p => p.Id))}), so none is taken for it.";
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
            (Consent, "consent. Take the column out of the evidence where that is consent to something else than the matching"),
        }.Where(m => m.Item1 is not null))
        {
            yield return $"{Names([meaning!])}: {text}.";
        }

        foreach (var column in Preset?.Consent ?? [])
        {
            yield return $"{Names([column.Name])}: whoever says no there is left out. Would a yes there be consent to the matching itself, and not only to {Channel(column)}? Only then map the column as \"consent\" in the evidence, and state its \"consentPurposes\".";
        }

        var marketing = Preset is null ? _found[HeaderMeaning.GrantsMarketing].ToList() : [.. Preset.Consent.Select(c => c.Name)];
        if (Preset is null && marketing.Count > 0)
        {
            yield return $"{Names(marketing)}: about newsletters or marketing, and not read. A yes is no consent to matching; where a no is an objection to it, map the column as \"consent\" in the evidence.";
        }

        var people = s_people.Select(p => (p.Field, Names: p.Meanings.SelectMany(m => _found[m]).ToList())).Where(p => p.Names.Count > 0).ToList();
        if (people.Count > 0)
        {
            yield return $"Names and addresses, for platforms that take them, and not read: {string.Join("; ", people.Select(p => $"{p.Field} in {Names(p.Names)}"))}. Add them to \"fields\"{(Preset is null ? " and \"columns\"" : "")} where the parties agreed on them.";
        }

        if (_found[HeaderMeaning.FullName].Any())
        {
            yield return $"{Names([.. _found[HeaderMeaning.FullName]])}: first and last name in one cell, which is not taken apart.";
        }

        var others = new[] { HeaderMeaning.Denies, HeaderMeaning.Grants, HeaderMeaning.DeniedAt }.SelectMany(m => _found[m]).Except(marketing).Except([Denial ?? "", Consent ?? "", DeniedAt ?? ""]).ToList();
        if (others.Count > 0)
        {
            yield return $"{Names(others)}: about consent or objection too, and not read: the plan reads one column of consent. Put people who said no there on a list of opt-outs.";
        }

        var read = Fields.Values.SelectMany(n => n).Concat([Country ?? "", BirthDate ?? "", LastActivity ?? "", Denial ?? "", DeniedAt ?? "", Consent ?? ""]);
        var unread = _names.Except(read).Except(marketing).Except(others).Except(people.SelectMany(p => p.Names)).Except(_found[HeaderMeaning.FullName]).ToList();
        if (unread.Count > 0)
        {
            yield return $"Not read: {Names(unread)}.";
        }
    }

    private static string Channel(ConsentColumn column) => column.Channel switch
    {
        ConsentChannel.Email => "e-mail",
        ConsentChannel.Sms => "SMS",
        ConsentChannel.Every => "business in general",
        var channel => channel.ToString(),
    };

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", ReportNames.Columns(names).Select(n => $"\"{n}\""));

    private static bool LooksLikeData(string name) => name.Contains('@') || name.Count(char.IsDigit) > MaxDigits;

    private static bool HasPlace(PlatformPreset platform, string field)
    {
        return ProfileFields.TryParse(field, out var parsed) && UploadFormats.Find(platform.Id, UploadFormats.File)?.Places.Contains(parsed) == true;
    }
}
