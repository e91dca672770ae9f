using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Plans;

/// <summary>
/// Writes what presets know into a plan that was read, before anything looks at it: from here on the plan names every column that a run reads, and no rule needs to know of presets.
/// What the plan maps itself is kept.
/// </summary>
internal sealed class PlanPresets(PlanFile plan, string folder, ISourceHeaders? headers, List<Finding> findings)
{
    private const string At = "$.source.preset";
    private const string StandardInput = "-";

    private readonly List<string> _notes = [];
    private readonly bool _readsPhones = plan.Fields?.Contains("phone") == true;

    /// <summary>What was found, in sentences.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Reads the headers of source and lists where the plan leaves the columns to a preset.</summary>
    /// <param name="sourcePath">A file that takes the place of the plan's source; null for the plan's own.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask ExpandAsync(string? sourcePath, CancellationToken cancellationToken)
    {
        var source = plan.Source;
        if (source.Type == "csv" && (source.Preset is not null || source.Columns.Count == 0))
        {
            await ExpandSourceAsync(source, sourcePath, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Require(source.Preset is null, Reasons.PlanInvalid, At, "a preset is for files; records from code have the columns that the code gives them");
        }

        foreach (var (list, i) in (plan.Suppression?.Lists ?? []).Select((list, i) => (list, i)))
        {
            if (list.Preset is not null)
            {
                await ExpandListAsync(list, $"$.suppression.lists[{i}]", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask ExpandSourceAsync(SourceFile source, string? sourcePath, CancellationToken cancellationToken)
    {
        var paths = sourcePath is null ? source.Path?.Names ?? [] : [sourcePath == StandardInput ? sourcePath : Path.GetFullPath(sourcePath)];
        if (await ReadAsync(paths, source.Separator, source.Encoding, source.Members, At, cancellationToken).ConfigureAwait(false) is not { } files || Choose(source.Preset, files, At) is not { } preset)
        {
            return;
        }

        if (preset.Content != PresetContent.People)
        {
            var file = JsonLine(source.Path!.Names[0]);
            Require(false, Reasons.PresetOptOuts, At, preset.Content == PresetContent.OptOuts
                ? $"{files[0].File} is an export of {preset.Name}: an opt-out list and no source of members. Under \"suppression\": \"lists\": [{{ \"path\": {file}, \"preset\": \"{preset.Id}\" }}]"
                : $"{files[0].File} is an export of {preset.Name}: people who never said yes, and no source of members");
            return;
        }

        var match = preset.Match(files);
        Require(match.Lacking.Count == 0, Reasons.ColumnMissing, At, $"a file lacks {Names(match.Lacking)}, which every export of {preset.Name} has: who said no cannot be told");
        source.Match = match;
        AddColumns(source, match);
        foreach (var (kind, separator) in preset.Split.Where(s => source.Columns.ContainsKey(s.Key)))
        {
            source.Split.TryAdd(kind, separator);
        }

        if (source.Columns.Keys.Any(f => PresetField(f) == "date_of_birth"))
        {
            source.DateFormat ??= preset.DateFormat;
        }

        if (match.Consent.Count == 0 && !source.Evidence.ContainsKey("consent") && !source.Evidence.ContainsKey("consent_withdrawn_at"))
        {
            findings.Add(new Finding(Reasons.ConsentColumnMissing, FindingLevel.Warning, At, preset.Consent.Length == 0
                ? $"an export of {preset.Name} has no column that says who objected or agreed"
                : $"no column says who objected or agreed; exports of {preset.Name} can have {Names([.. preset.Consent.Select(c => c.Name)])}"));
        }

        Describe(source, match);
    }

    private void AddColumns(SourceFile source, PresetMatch match)
    {
        // What the plan maps by itself stays, and no column stands for two fields, except where one is read out of the other.
        var mapped = source.Columns.Values.SelectMany(c => c.Names).ToHashSet(StringComparer.Ordinal);
        foreach (var field in (plan.Fields ?? []).Concat(_readsPhones ? [RecordFields.Country] : Array.Empty<string>()).Distinct().Where(f => !source.Columns.ContainsKey(f)).ToList())
        {
            var names = match.Columns.GetValueOrDefault(PresetField(field))?.Where(name => PresetField(field) != field || mapped.Add(name)).ToList();
            if (names is { Count: > 0 })
            {
                source.Columns[field] = new TextList { Names = names };
            }
        }

        var kinds = IdentifierKinds.All.Select(IdentifierKinds.GetName);
        Require(source.Columns.Keys.Intersect(kinds).Any(), Reasons.ColumnMissing, At, $"no column of the file holds one of the plan's fields; an export of {match.Preset.Name} can have {string.Join(", ", match.Preset.Columns.Where(c => kinds.Contains(c.Key)).Select(c => $"{c.Key} in {Names(c.Value)}"))}");
    }

    private static string PresetField(string field) => field switch
    {
        "birth_year" or "birth_month" or "birth_day" => "date_of_birth",
        "first_initial" => "first_name",
        _ => field,
    };

    private void Describe(SourceFile source, PresetMatch match)
    {
        var preset = match.Preset;
        _notes.Add($"The source is read as {preset.Id}: {preset.Name}.");
        foreach (var (field, names) in source.Columns)
        {
            _notes.Add($"{field}: {Names(names.Names)}");
        }

        if (match.Consent.Count > 0)
        {
            _notes.Add($"Left out where one of these says no: {string.Join(", ", match.Consent.Select(c => $"{Names([c.Name])} ({c.Channel.ToString().ToLowerInvariant()})"))}. A yes in them is no consent to matching.");
        }
    }

    private async ValueTask ExpandListAsync(ListFile list, string at, CancellationToken cancellationToken)
    {
        if (await ReadAsync(list.Path.Names, list.Separator, list.Encoding, list.Members, at + ".preset", cancellationToken).ConfigureAwait(false) is not { } files || Choose(list.Preset, files, at + ".preset") is not { } preset)
        {
            return;
        }

        var match = preset.Match(files);
        Require(match.Lacking.Count == 0, Reasons.ColumnMissing, at + ".preset", $"a file lacks {Names(match.Lacking)}, which every export of {preset.Name} has");
        Require(preset.Content == PresetContent.OptOuts || match.Consent.Count > 0, Reasons.PlanInvalid, at + ".preset", $"an export of {preset.Name} is no opt-out list, and none of its columns here says who said no");
        var kinds = IdentifierKinds.All.Select(IdentifierKinds.GetName).Where(k => plan.Fields?.Contains(k) == true).ToList();
        var columns = match.Columns.Where(c => kinds.Contains(c.Key) || (c.Key == RecordFields.Country && _readsPhones)).SelectMany(c => c.Value.Select(name => new ListColumnFile { Name = name, Kind = c.Key, Form = "clear" }));
        list.Columns = [.. list.Columns, .. columns.Where(c => !list.Columns.Any(own => own.Name == c.Name || (own.Kind == RecordFields.Country && c.Kind == RecordFields.Country)))];
        Require(list.Columns.Any(c => c.Kind != RecordFields.Country), Reasons.ColumnMissing, at + ".preset", "no column of the file holds one of the plan's fields");
        list.Match = match;
        _notes.Add($"{files[0].File} is read as {preset.Id}: {preset.Name}, {(match.Consent.Count == 0 ? "every row an opt-out" : "an opt-out where one of these says no: " + Names([.. match.Consent.Select(c => c.Name)]))}.");
    }

    // What cannot be read is refused at the place of the preset; a wrong encoding or separator is refused by the plan's reader.
    private async ValueTask<IReadOnlyList<SourceHeader>?> ReadAsync(IReadOnlyList<string> paths, string? separator, string? encoding, TextList? members, string at, CancellationToken cancellationToken)
    {
        var isReadable = paths.Count > 0 && !paths.Contains(StandardInput) && (encoding is null || SourceEncodings.All.Contains(encoding)) && separator is null or { Length: 1 };
        if (!isReadable || headers is null)
        {
            Require(false, Reasons.PlanInvalid, at, headers is null
                ? "without \"columns\" the header of the file has to be read, and nothing here reads one: give the home its SourceHeaders (Onboarding.Csv: CsvHeaders)"
                : "without \"columns\" the header of the file has to be read before its rows: name a file, not standard input, with an encoding and separator that are known");
            return null;
        }

        try
        {
            return await headers.ReadAsync([.. paths.Select(p => Path.GetFullPath(Path.Combine(folder, p)))], separator?[0], encoding, members?.Names ?? [], cancellationToken).ConfigureAwait(false);
        }
        catch (OnboardingException exception)
        {
            findings.Add(new Finding(exception.Reason, FindingLevel.Refusal, at.Replace(".preset", ".path", StringComparison.Ordinal), exception.Findings[0].Seen));
            return null;
        }
    }

    private CrmPreset? Choose(string? name, IReadOnlyList<SourceHeader> files, string at)
    {
        var found = files.Select(CrmPresets.Detect).ToList();
        if (name is null or CrmPresets.Auto)
        {
            var candidates = found.SelectMany(f => f).Distinct().ToList();
            if (name is not null && candidates.Count == 1 && found.All(f => f.Count == 1))
            {
                return candidates[0];
            }

            var seen = name is null ? "the source has neither \"columns\" nor a \"preset\"; " : "";
            Require(false, candidates.Count > 1 ? Reasons.PresetAmbiguous : Reasons.PresetUnknown, at, seen + PresetProposal.Describe(files, found));
            return null;
        }

        var preset = CrmPresets.Find(name);
        Require(preset is not null, Reasons.PresetUnknown, at, $"\"{Rules.PlanFacts.Shorten(name)}\" is none of {CrmPresets.Auto}, {string.Join(", ", CrmPresets.All.Select(p => p.Id))}");
        if (preset is not null && files.FirstOrDefault(f => !preset.Fits(f)) is { } other)
        {
            Require(false, Reasons.PresetUnknown, at, $"{other.File} is no export of {preset.Name} as that system writes it, which is known by {preset.SignatureCount} of {Names(preset.Signature)}{(preset.FileState is null ? "" : $", and by \"{preset.FileState}\" in the file's name")}; {PresetProposal.Describe([other], [CrmPresets.Detect(other)])}");
            return null;
        }

        return preset;
    }

    private static string JsonLine(string text) => System.Text.Json.JsonSerializer.Serialize(text, PlanJson.Default.String);

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", ReportNames.Columns(names).Select(n => $"\"{n}\""));

    private void Require(bool condition, Reason reason, string at, string seen)
    {
        if (!condition)
        {
            findings.Add(new Finding(reason, FindingLevel.Refusal, at, seen));
        }
    }
}
