using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Matching.Indexes;

namespace Onboarding.Matching;

/// <summary>What an index of own users holds. No token and no identifier is part of it.</summary>
public sealed class IndexReport
{
    internal IndexReport(string path, string keyId)
    {
        IndexPath = path;
        KeyId = keyId;
    }

    /// <summary>The file.</summary>
    public string IndexPath { get; }

    /// <summary>The party key whose tokens it holds.</summary>
    public string KeyId { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long Length { get; internal init; }

    /// <summary>When it was built.</summary>
    public DateTimeOffset BuiltAt { get; internal init; }

    /// <summary>When it has to be gone; the next match or index command after that deletes it.</summary>
    public DateTimeOffset DeleteBy { get; internal init; }

    /// <summary>Rows of the source.</summary>
    public long Rows { get; internal init; }

    /// <summary>Own ids with at least one good identifier that no rule drops.</summary>
    public long OwnUsers { get; internal init; }

    /// <summary>Tokens by kind.</summary>
    public IReadOnlyDictionary<string, long> Tokens { get; internal init; } = new Dictionary<string, long>();

    /// <summary>What was found that keeps a match from using it; null where nothing was. Only <see cref="OnboardingHome.ReadIndexAsync"/> compares it with a plan and its source, as far as that shows without reading the source.</summary>
    public string? Problem { get; internal init; }

    /// <summary>Whether an update found that nothing had changed.</summary>
    public bool IsUnchanged { get; internal init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Writes the report as one JSON object.</summary>
    /// <param name="writer">The writer.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("index", IndexPath);
        writer.WriteString("keyId", KeyId);
        writer.WriteNumber("bytes", Length);
        writer.WriteString("builtAt", LabelBuilder.Format(BuiltAt));
        writer.WriteString("deleteBy", LabelBuilder.Format(DeleteBy));
        writer.WriteNumber("rows", Rows);
        writer.WriteNumber("ownUsers", OwnUsers);
        writer.WriteStartObject("tokens");
        foreach (var (kind, count) in Tokens)
        {
            writer.WriteNumber(kind, count);
        }

        writer.WriteEndObject();
        if (Problem is null)
        {
            writer.WriteNull("problem");
        }
        else
        {
            writer.WriteString("problem", Problem);
        }

        writer.WriteBoolean("unchanged", IsUnchanged);
        writer.WriteNumber("seconds", Math.Round(Duration.TotalSeconds, 3));
        writer.WriteEndObject();
    }

    internal static IndexReport Create(string path, IndexFacts facts, string? problem = null, bool isUnchanged = false, TimeSpan duration = default) => new(path, facts.KeyId)
    {
        Length = new FileInfo(path).Length,
        BuiltAt = facts.BuiltAt,
        DeleteBy = facts.DeleteBy,
        Rows = facts.Counts.Rows,
        OwnUsers = facts.OwnUsers,
        Tokens = IdentifierKinds.All.Select(kind => (Kind: kind, Count: facts.GetLength(IndexLayout.TokensOf(kind)) / IndexLayout.EntryLength)).Where(k => k.Count > 0).ToDictionary(k => IdentifierKinds.GetName(k.Kind), k => k.Count),
        Problem = problem,
        IsUnchanged = isUnchanged,
        Duration = duration,
    };
}
