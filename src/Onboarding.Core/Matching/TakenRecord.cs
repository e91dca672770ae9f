using System.Globalization;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Matching;

/// <summary>
/// What a recipient took in with a match: for each token of the audience that matched, the own ids behind it. Kept encrypted until the audience's delete-by date, because a removal
/// names a token and somebody has to know whom to take out. Record: token (32), own id.
/// </summary>
internal static class TakenRecord
{
    public const string Suffix = ".taken";

    /// <summary>The longest own id in bytes.</summary>
    public const int MaxIdLength = 4096;

    /// <summary>A name that says until when the record is kept.</summary>
    public static string CreateName(PseudonymityLabel audience, Guid match)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{audience.DeleteBy.UtcDateTime:yyyyMMdd}-{match:N}{Suffix}");
    }

    /// <summary>Whether the audience had to be deleted by now, and this with it.</summary>
    public static bool IsOutdated(string name, DateTimeOffset now)
    {
        return DateOnly.TryParseExact(name.AsSpan(0, Math.Min(8, name.Length)), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.FromDateTime(now.UtcDateTime);
    }

    public static void DeleteOutdated(string folder, DateTimeOffset now)
    {
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Suffix) : [])
        {
            if (IsOutdated(Path.GetFileName(path), now))
            {
                Delete(path);
            }
        }
    }

    public static void Delete(string path)
    {
        // The key first: without it the rest says nothing.
        File.Delete(path + WrappedKey.Suffix);
        File.Delete(path);
    }

    public static void Add(Spill taken, Token token, ReadOnlySpan<byte> id)
    {
        Span<byte> record = stackalloc byte[Token.Size + MaxIdLength];
        token.CopyTo(record);
        id.CopyTo(record[Token.Size..]);
        taken.Add(record[..(Token.Size + id.Length)]);
    }

    /// <summary>Writes the sorted record; whole or not at all.</summary>
    public static void Write(string path, Spill taken, KeyCard suppressionKey)
    {
        using var writer = new WorkingSet.Writer(path, suppressionKey);
        using var reader = taken.ReadSorted(static (kept, next) => kept.SequenceEqual(next));
        while (reader.MoveNext())
        {
            writer.Add(reader.Current);
        }

        writer.Complete();
    }

    /// <summary>Passes on the own ids behind tokens.</summary>
    public static void Find(string path, KeyCard suppressionKey, IReadOnlyList<SortedTokens> tokens, Action<ReadOnlySpan<byte>> visit)
    {
        using var reader = new WorkingSet.Reader(path, suppressionKey);
        while (reader.MoveNext())
        {
            var token = new Token(reader.Current);
            if (tokens.Any(t => t.IndexOf(token) >= 0))
            {
                visit(reader.Current[Token.Size..]);
            }
        }
    }
}
