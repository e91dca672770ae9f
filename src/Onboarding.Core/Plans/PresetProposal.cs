using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Plans;

/// <summary>What a header that no preset settles shows, and the lines with which a plan settles it.</summary>
internal static class PresetProposal
{
    private const int MaxFiles = 5;

    /// <summary>Says what was found in the headers, by names of columns and never by values, and what to add to the plan's source.</summary>
    /// <param name="files">The headers.</param>
    /// <param name="found">For each the presets that it looks like.</param>
    public static string Describe(IReadOnlyList<SourceHeader> files, IReadOnlyList<IReadOnlyList<CrmPreset>> found)
    {
        var presets = found.SelectMany(f => f).Distinct().ToList();
        if (presets.Count == 0)
        {
            return $"no known export has these columns: {Columns(files[0])}. Add to the plan's source: {Lines(files[0])}";
        }

        var looks = files.Zip(found).DistinctBy(f => string.Join(' ', f.Second.Select(p => p.Id))).Take(MaxFiles).Select(f => $"{f.First.File} looks like {(f.Second.Count == 0 ? "none that is known" : string.Join(" and ", f.Second.Select(p => p.Id)))}");
        return $"{string.Join("; ", looks)}; {Columns(files[0])}. Add to the plan's source: {string.Join(", or ", presets.Select(p => $"\"preset\": \"{p.Id}\""))}{(presets.Count > 1 ? ", or " + Lines(files[0]) : "")}";
    }

    // A file without a header row has somebody's data where the names should be: names are shown only where one of them proves that they are some.
    private static string Columns(SourceHeader file)
    {
        return IsHeader(file)
            ? string.Join(", ", ReportNames.Columns(file.Columns).Select(c => $"\"{c}\""))
            : $"{file.Columns.Count} in the first row, none of them known as the name of a column (is it a file without a header row?)";
    }

    private static bool IsHeader(SourceHeader file)
    {
        return !file.Columns.Any(c => c.Contains('@'))
            && (file.Columns.Any(c => HeaderSynonyms.Find(c) is not (HeaderMeaning.Unknown or HeaderMeaning.City)) || CrmPresets.Detect(file).Count > 0);
    }

    private static string Lines(SourceHeader file)
    {
        var fields = new[] { ("email", HeaderMeaning.Email), ("phone", HeaderMeaning.Phone), ("external_id", HeaderMeaning.ExternalId) };
        var columns = fields
            .Select(f => (Field: f.Item1, Names: IsHeader(file) ? ReportNames.Columns([.. file.Columns.Where(c => HeaderSynonyms.Find(c) == f.Item2).Distinct()]) : []))
            .Where(f => f.Names.Count > 0)
            .Select(f => $"\"{f.Field}\": {(f.Names.Count == 1 ? Json(f.Names[0]) : "[" + string.Join(", ", f.Names.Select(Json)) + "]")}")
            .ToList();
        return $"\"columns\": {{ {(columns.Count == 0 ? "\"email\": \"(the name of the column)\"" : string.Join(", ", columns))} }}";
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text, PlanJson.Default.String);
}
