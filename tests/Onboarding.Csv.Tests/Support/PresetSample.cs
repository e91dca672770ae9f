using System.Text;
using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Csv.Tests.Support;

/// <summary>A sample export, read through the preset that it is known by, and what TestData/presets expects of it.</summary>
internal static class PresetSample
{
    private static readonly string s_data = Path.Combine(AppContext.BaseDirectory, "TestData");
    private static readonly JsonElement s_people = Load("people.json");
    private static readonly JsonElement s_polarity = Load("polarity.json");

    /// <summary>Every file of a known export.</summary>
    public static IEnumerable<string> Known => s_polarity.EnumerateObject().Select(f => f.Name);

    /// <summary>Samples that no system exported as they are.</summary>
    public static IEnumerable<string> Unknown => Directory.GetFiles(Path.Combine(s_data, "crm"), "*.csv").Select(f => Path.GetFileName(f)!).Except(Known);

    public static string PathOf(string file) => new[] { "crm", "presets" }.Select(folder => Path.Combine(s_data, folder, file)).First(File.Exists);

    public static string? EncodingOf(string file) => file.Contains("latin1", StringComparison.Ordinal) ? "iso-8859-1" : file.Contains("cp1252", StringComparison.Ordinal) ? "windows-1252" : null;

    public static SourceHeader Header(string file) => new CsvHeaders().ReadAsync([PathOf(file)], null, EncodingOf(file), [], CancellationToken.None).AsTask().GetAwaiter().GetResult()[0];

    public static string ExpectedPreset(string file) => s_polarity.GetProperty(file).GetProperty("preset").GetString()!;

    /// <summary>A line for each row: the identifiers in canonical form, and what it says of each channel.</summary>
    public static List<string> Expected(string file, bool hasPhones)
    {
        return [.. s_polarity.GetProperty(file).GetProperty("rows").EnumerateArray().Select(row =>
        {
            var person = s_people.GetProperty(row.GetProperty("person").GetString()!);
            var without = Texts(row, "without");
            var ids = person.EnumerateObject().Where(i => !without.Contains(i.Name) && (hasPhones || i.Name != "phone")).Select(i => i.Value.GetString()!).Concat(Texts(row, "also"));
            return Line(ids, row.GetProperty("says").EnumerateObject().Select(c => (c.Name, c.Value.GetString()!)));
        })];
    }

    public static List<string> Read(string file, PresetMatch match)
    {
        string[] NamesOf(string field) => [.. match.Columns.GetValueOrDefault(field) ?? []];
        var (emails, phones, countries) = (NamesOf("email"), NamesOf("phone"), NamesOf("country"));
        var names = emails.Concat(phones).Concat(countries).Concat(match.Consent.Select(c => c.Name)).ToArray();
        var content = CsvContent.Read(CsvRecords.FromFiles([PathOf(file)], new CsvFileOptions { Encoding = EncodingOf(file) }), names);
        return [.. content.Rows.Select(row =>
        {
            var cells = row.Values.Select(Encoding.UTF8.GetBytes).ToArray();
            var country = countries.Length == 0 ? default : cells[emails.Length + phones.Length].AsSpan();
            _ = PhoneRegion.TryParse(match.Preset.Countries is { } words ? words.Translate(country) : country, out var region);
            var ids = cells[..(emails.Length + phones.Length)].SelectMany((cell, i) => Normalize(i < emails.Length ? IdentifierKind.Email : IdentifierKind.Phone, cell, region, match.Preset));
            return Line(ids, Says(match, cells[^match.Consent.Count..]));
        })];
    }

    // Of a channel a no wins; and a yes counts only where no other column that could say yes leaves it open.
    private static IEnumerable<(string Channel, string State)> Says(PresetMatch match, byte[][] cells)
    {
        if (match.Consent.Count == 0)
        {
            return match.Preset switch
            {
                { Content: PresetContent.OptOuts } => [("email", "denied")],
                { FileState: "subscribed" } => [("email", "granted")],
                _ => [],
            };
        }

        return match.Consent.Zip(cells, (column, cell) => (Column: column, State: column.Read(cell))).GroupBy(c => c.Column.Channel).Select(channel =>
        {
            var grants = channel.Where(c => c.Column.Polarity is not (ConsentPolarity.DeniedAt or ConsentPolarity.Flag)).Select(c => c.State).ToList();
            var state = channel.Any(c => c.State is ConsentState.Refused or ConsentState.Withdrawn) ? "denied" : grants.Count > 0 && grants.All(s => s == ConsentState.Granted) ? "granted" : "unknown";
            return (channel.Key.ToString().ToLowerInvariant(), state);
        }).Where(c => c.state != "unknown");
    }

    private static IEnumerable<string> Normalize(IdentifierKind kind, byte[] cell, PhoneRegion region, CrmPreset preset)
    {
        var text = Encoding.UTF8.GetString(cell);
        foreach (var part in preset.Split.TryGetValue(IdentifierKinds.GetName(kind), out var separator) ? text.Split(separator) : [text])
        {
            ReadOnlySpan<byte> value = Encoding.UTF8.GetBytes(part);
            CellCheck.TryStripApostrophe(ref value);
            var canonical = new byte[CanonicalForm.MaxLength];
            if (CanonicalForm.TryNormalize(kind, value, region, canonical, out var length) == RejectionReason.None)
            {
                yield return Encoding.UTF8.GetString(canonical, 0, length);
            }
        }
    }

    private static string Line(IEnumerable<string> ids, IEnumerable<(string Channel, string State)> says)
    {
        return string.Join(' ', ids.Distinct().Order(StringComparer.Ordinal)) + " | " + string.Join(' ', says.Select(s => $"{s.Channel}={s.State}").Order(StringComparer.Ordinal));
    }

    private static string[] Texts(JsonElement row, string name) => row.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(t => t.GetString()!)] : [];

    private static JsonElement Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_data, "presets", file)));
        return document.RootElement.Clone();
    }
}
