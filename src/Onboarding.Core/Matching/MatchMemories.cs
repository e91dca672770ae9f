using System.Globalization;
using Onboarding.Audiences;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;

namespace Onboarding.Matching;

/// <summary>What a recipient remembers of the matches of one domain: a file each, encrypted, written whole or not at all, never changed, and deleted after <see cref="PolicyDefaults.MatchMemory"/>.</summary>
/// <param name="folder">The home's folder of them.</param>
/// <param name="domain">The domain.</param>
/// <param name="suppressionKey">The recipient's suppression key, under which they are kept.</param>
internal sealed class MatchMemories(string folder, Domain domain, KeyCard suppressionKey)
{
    private const string Suffix = ".match";

    // Ids of a domain have no dot, so no two domains share a folder.
    private string Folder { get; } = Path.Combine(folder, $"{domain.Controller}.{domain.Recipient}.{domain.Purpose}");

    /// <summary>One at a time: two matches at once must each know what the other tells.</summary>
    public FileStream Enter()
    {
        DurableFile.CreatePrivateFolder(Folder);
        return FileGate.Enter(Path.Combine(Folder, ".lock"));
    }

    /// <summary>The matches of the domain, the oldest first.</summary>
    public IReadOnlyList<MatchMemory> Read() => !Directory.Exists(Folder) ? [] : [.. Directory.EnumerateFiles(Folder, "*" + Suffix).OrderBy(NumberOf).Select(ReadOne)];

    public void Add(MatchMemory memory)
    {
        // Not by time: clocks stand still and go back.
        var next = Directory.EnumerateFiles(Folder, "*" + Suffix).Select(NumberOf).DefaultIfEmpty().Max() + 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{memory.Time.UtcDateTime:yyyyMMdd}-{next}{Suffix}");
        using var writer = new WorkingSet.Writer(Path.Combine(Folder, name), suppressionKey);
        writer.Add(memory.ToUtf8());
        foreach (var list in memory.Lists)
        {
            writer.Add(list.ToBytes());
        }

        writer.Complete();
    }

    /// <summary>Deletes what is too old, of every domain.</summary>
    public static void DeleteOutdated(string folder, DateTimeOffset now)
    {
        var oldest = (now - PolicyDefaults.MatchMemory).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Suffix, SearchOption.AllDirectories) : [])
        {
            if (string.CompareOrdinal(Path.GetFileName(path), 0, oldest, 0, oldest.Length) < 0)
            {
                File.Delete(path + WrappedKey.Suffix);
                File.Delete(path);
            }
        }
    }

    private static long NumberOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return long.TryParse(name.AsSpan(name.IndexOf('-', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private MatchMemory ReadOne(string path)
    {
        try
        {
            using var reader = new WorkingSet.Reader(path, suppressionKey);
            if (!reader.MoveNext() || MatchMemory.Parse(reader.Current) is not { } memory)
            {
                return MatchMemory.Unreadable;
            }

            var lists = new List<ListSketch>();
            while (reader.MoveNext())
            {
                if (reader.Current.Length != ListSketch.Length)
                {
                    return MatchMemory.Unreadable;
                }

                lists.Add(new ListSketch(reader.Current));
            }

            memory.Lists = lists;
            return memory;
        }
        catch (OnboardingException)
        {
            return MatchMemory.Unreadable;
        }
    }
}
