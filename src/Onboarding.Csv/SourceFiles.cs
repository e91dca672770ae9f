using System.IO.Enumeration;

namespace Onboarding.Csv;

/// <summary>The files that paths and patterns name.</summary>
internal static class SourceFiles
{
    private const int MaxFiles = 10_000;

    /// <summary>The files, in the order of the paths; those of a pattern in the order of their names, byte by byte. A pattern without a file is refused.</summary>
    public static List<string> Expand(IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            var before = files.Count;
            files.AddRange(IsPattern(path) ? Find(path) : [path]);
            if (files.Count == before)
            {
                throw new OnboardingException(Reasons.SourceUnreadable, $"no file matches {Path.GetFileName(path)} where the plan looks for it");
            }

            if (files.Count > MaxFiles)
            {
                throw new OnboardingException(Reasons.SourceUnreadable, $"the source is made of more than {MaxFiles} files; put them together");
            }
        }

        return files.Distinct(StringComparer.Ordinal).Count() == files.Count
            ? files
            : throw new OnboardingException(Reasons.SourceUnreadable, "the plan's paths name a file twice");
    }

    /// <summary>The time of the oldest file; null where one is missing.</summary>
    public static DateTimeOffset? GetOldestTime(IReadOnlyList<string> paths)
    {
        var files = paths.SelectMany(p => IsPattern(p) ? Find(p) : [p]).ToArray();
        return files.Length == 0 || files.Any(f => !File.Exists(f)) ? null : files.Min(f => new DateTimeOffset(File.GetLastWriteTimeUtc(f), TimeSpan.Zero));
    }

    public static FileStream Open(string path, string name)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"there is no file {name} where the plan looks for it");
        }
        catch (UnauthorizedAccessException)
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"{name} is a folder, or may not be read");
        }

        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        throw new OnboardingException(Reasons.SourceUnreadable, $"{name} is a pipe or a device; hand it over on standard input, path \"-\"");
    }

    /// <summary>A name that cannot break a message.</summary>
    public static string Clean(string name)
    {
        var clean = new string([.. name.Take(200).Select(c => char.IsControl(c) ? '?' : c)]);
        return clean.Length < name.Length ? clean + "..." : clean;
    }

    private static bool IsPattern(string path) => Path.GetFileName(path).AsSpan().ContainsAny('*', '?') && !File.Exists(path);

    // Hidden files are often copies that are still being written.
    private static string[] Find(string pattern)
    {
        var folder = Path.GetDirectoryName(pattern)!;
        var name = Path.GetFileName(pattern);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var found = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath())
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && (entry.FileName[0] != '.' || name[0] == '.') && FileSystemName.MatchesSimpleExpression(name, entry.FileName, ignoreCase: false),
        };
        return [.. found.Take(MaxFiles + 1).Order(StringComparer.Ordinal)];
    }
}
