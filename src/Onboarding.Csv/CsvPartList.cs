using System.IO.Compression;
using System.IO.Enumeration;

namespace Onboarding.Csv;

/// <summary>Finds the texts that make up a source.</summary>
internal static class CsvPartList
{
    private const int MaxMembers = 10_000;

    public static async ValueTask<List<CsvPart>> CreateAsync(CsvInput input, CancellationToken cancellationToken)
    {
        if (input.IsStandardInput)
        {
            return [new CsvPart(input, null, "standard input", default, null)];
        }

        var parts = new List<CsvPart>();
        var files = SourceFiles.Expand(input.Paths);
        var isNameEnough = files.DistinctBy(Path.GetFileName).Count() == files.Count;
        foreach (var file in files)
        {
            var name = SourceFiles.Clean(isNameEnough ? Path.GetFileName(file) : file);
            var stream = SourceFiles.Open(file, name);
            await using (stream.ConfigureAwait(false))
            {
                var stamp = FileStamp.Of(stream);
                var start = new byte[4];
                var length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                stream.Position = 0;
                if (TextStart.IsZip(start.AsSpan(0, length)))
                {
                    var members = await FindMembersAsync(stream, name, input.Options.Members, cancellationToken).ConfigureAwait(false);
                    parts.AddRange(members.Select(m => new CsvPart(input, file, name + "/" + SourceFiles.Clean(m.Name), stamp, m.Index)));
                }
                else
                {
                    parts.Add(new CsvPart(input, file, name, stamp, null));
                }
            }
        }

        return parts;
    }

    private static async ValueTask<List<(int Index, string Name)>> FindMembersAsync(FileStream file, string name, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
            await using (archive.ConfigureAwait(false))
            {
                return Choose(archive.Entries, name, wanted);
            }
        }
        catch (InvalidDataException)
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"the zip archive {name} is damaged or cut off");
        }
    }

    private static List<(int Index, string Name)> Choose(IReadOnlyList<ZipArchiveEntry> entries, string name, IReadOnlyList<string> wanted)
    {
        if (entries.Any(e => e.FullName is "[Content_Types].xml" or "mimetype"))
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"{name} is a spreadsheet or document; export it as CSV");
        }

        var texts = entries.Index().Where(e => IsContent(e.Item)).ToList();
        var chosen = wanted.Count == 0 ? texts : [.. texts.Where(e => wanted.Any(w => Matches(w, e.Item)))];
        if (chosen.Count == 0 || chosen.Count > MaxMembers || (wanted.Count == 0 && chosen.Count > 1))
        {
            var some = string.Join(", ", texts.Take(20).Select(e => $"\"{SourceFiles.Clean(e.Item.FullName)}\""));
            throw new OnboardingException(Reasons.SourceUnreadable, texts.Count == 0 ? $"the zip archive {name} has no file in it"
                : chosen.Count > MaxMembers ? $"the zip archive {name} has more than {MaxMembers} members to read"
                : chosen.Count == 0 ? $"no member of the zip archive {name} has a name that the plan's \"members\" names; there are {some}"
                : $"the zip archive {name} has {texts.Count} members, and the plan's \"members\" does not say which to read: {some}");
        }

        if (chosen.FirstOrDefault(e => e.Item.IsEncrypted) is { Item: { } encrypted })
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"member {SourceFiles.Clean(encrypted.FullName)} of the zip archive {name} is encrypted; unpack it first, to a place as safe");
        }

        return [.. chosen.Select(e => (e.Index, e.Item.FullName))];
    }

    private static bool IsContent(ZipArchiveEntry entry)
    {
        return entry.Name.Length > 0 && entry.Name[0] != '.' && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);
    }

    private static bool Matches(string pattern, ZipArchiveEntry entry)
    {
        return FileSystemName.MatchesSimpleExpression(pattern, pattern.Contains('/') ? entry.FullName : entry.Name, ignoreCase: false);
    }
}
