using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Plans;

// Where the records are, and how their files are written.
internal sealed partial class PlanReader
{
    private const string StandardInput = "-";

    private PlanSource ReadSource(string? sourcePath, List<RecordColumn> columns)
    {
        var source = _plan.Source;
        Require(source.Type is "csv" or "code", Reasons.PlanInvalid, "$.source.type", "the source's type is not \"csv\" or \"code\"");
        Require((source.Type == "csv") == (source.Path is not null), Reasons.PlanInvalid, "$.source.path", "a source of type csv has a path, one of type code has none");
        Require(source.Malformed is null or "report" or "stop", Reasons.PlanInvalid, "$.source.malformed", "the value is not \"report\" or \"stop\"");
        Require(IsMatch == (source.IdColumn is not null), Reasons.PlanInvalid, "$.source.idColumn", "a plan to match names the column of the own user id, a plan to send does not");
        var separator = ParseSeparator(source.Separator, "$.source.separator");
        CheckEncoding(source.Encoding, "$.source.encoding");
        var paths = ResolveSource(source.Path?.Names ?? [], sourcePath);
        var country = source.Columns.GetValueOrDefault(RecordFields.Country)?.Names[0];
        var hasRegion = PhoneRegion.TryParse(System.Text.Encoding.UTF8.GetBytes(_plan.Region ?? ""), out var region);
        Require(hasRegion || _plan.Region is null, Reasons.PlanInvalid, "$.region", "no region with phone numbers has this code");
        var attributes = ReadAttributes();
        return new PlanSource(paths, separator, columns, source.IdColumn, source.Malformed == "stop", country, region, CheckSplit())
        {
            Encoding = source.Encoding,
            Members = source.Members?.Names ?? [],
            Rows = ReadRows(),
            Preset = source.Match,
            Attributes = attributes,
            DateFormat = ReadDateFormat(attributes),
            Hashed = ReadHashed(),
            Device = ReadDevice(),
            Segments = ReadSegments(),
        };
    }

    private Dictionary<IdentifierKind, char> CheckSplit()
    {
        var split = new Dictionary<IdentifierKind, char>();
        foreach (var (field, text) in _plan.Source.Split)
        {
            var known = IdentifierKinds.TryParse(field, out var kind) && text is ";" or "," or "|" or "/" or " " or "\n";
            Require(known, Reasons.PlanInvalid, "$.source.split", "a split names a kind of identifier and one of ; , | / space line feed");
            split[kind] = known ? text[0] : ';';
        }

        return split;
    }

    private IReadOnlyList<string> ResolveSource(IReadOnlyList<string> paths, string? sourcePath)
    {
        IReadOnlyList<string> named = paths.Count == 0 || sourcePath is null ? paths : [sourcePath == StandardInput ? sourcePath : Path.GetFullPath(sourcePath)];
        Require(named.Count <= 1 || !named.Contains(StandardInput), Reasons.PlanInvalid, "$.source.path", "standard input (\"-\") is the only source or none");
        return [.. named.Select(p => p == StandardInput ? p : Resolve(p))];
    }

    private void CheckEncoding(string? name, string path)
    {
        Require(name is null || SourceEncodings.All.Contains(name), Reasons.PlanInvalid, path, "the encoding is not one of " + string.Join(", ", SourceEncodings.All));
    }

    private char? ParseSeparator(string? text, string path)
    {
        Require(text is null || text is "," or ";" or "\t" or "|", Reasons.PlanInvalid, path, "the separator is not one of , ; tab |");
        return text is { Length: 1 } ? text[0] : null;
    }
}
