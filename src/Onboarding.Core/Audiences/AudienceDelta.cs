using System.Text.Json;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Plans;

namespace Onboarding.Audiences;

/// <summary>What a newer audience has more and less than an older one of the same domain and key, as two files in the audience format.</summary>
public sealed class AudienceDelta
{
    private AudienceDelta(PseudonymityLabel older, PseudonymityLabel newer)
    {
        Older = older;
        Newer = newer;
    }

    /// <summary>The label of the older audience.</summary>
    public PseudonymityLabel Older { get; }

    /// <summary>The label of the newer audience.</summary>
    public PseudonymityLabel Newer { get; }

    /// <summary>How many tokens of each kind only the newer one has.</summary>
    public IReadOnlyDictionary<string, long> Added { get; private set; } = new Dictionary<string, long>();

    /// <summary>How many tokens of each kind only the older one has.</summary>
    public IReadOnlyDictionary<string, long> Removed { get; private set; } = new Dictionary<string, long>();

    /// <summary>The file of additions, to be matched as an audience is; null where there are none, or too few.</summary>
    public string? AdditionsPath { get; private set; }

    /// <summary>The list of removals, to be taken in as any other; null where there are none.</summary>
    public string? RemovalsPath { get; private set; }

    /// <summary>Why there is no file of additions although there are additions: <c>AUDIENCE_TOO_SMALL</c>, fewer than 50. The newer audience is sent whole then.</summary>
    public Reason? Withheld { get; private set; }

    /// <summary>Writes the comparison as a JSON object.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("domain", Newer.Domain);
        writer.WriteString("older", Older.Id);
        writer.WriteString("newer", Newer.Id);
        RunCounts.Write(writer, "added", Added);
        RunCounts.Write(writer, "removed", Removed);
        writer.WriteString("additions", AdditionsPath);
        writer.WriteString("removals", RemovalsPath);
        writer.WriteString("withheld", Withheld?.Code);
        writer.WriteEndObject();
    }

    internal static AudienceDelta Create(AudienceFile older, AudienceFile newer, KeyCard card, KeyCard? signing, string folder, string privateFolder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Check(older, newer, card, now);
        var delta = new AudienceDelta(older.Label, newer.Label);
        DurableFile.CreatePrivateFolder(folder);
        DurableFile.CreatePrivateFolder(privateFolder);
        var kinds = IdentifierKinds.All;
        var added = kinds.Select(kind => (Kind: kind, Tokens: new Spill(privateFolder))).ToArray();
        var removed = kinds.Select(kind => (Kind: kind, Tokens: new Spill(privateFolder))).ToArray();
        try
        {
            foreach (var kind in kinds)
            {
                Compare(older, newer, kind, added[(int)kind - 1].Tokens, removed[(int)kind - 1].Tokens, cancellationToken);
            }

            delta.Added = Count(added);
            delta.Removed = Count(removed);
            delta.RemovalsPath = delta.Removed.Count == 0 ? null : WriteRemovals(delta, card, [.. removed.Where(r => r.Tokens.Count > 0)], folder, now, cancellationToken);
            if (delta.Added.Count > 0 && delta.Added.Values.Max() < PolicyDefaults.MinimumMembers && !card.IsDemo)
            {
                delta.Withheld = Reasons.AudienceTooSmall;
            }
            else if (delta.Added.Count > 0)
            {
                delta.AdditionsPath = WriteAdditions(delta, card, signing, [.. added.Where(a => a.Tokens.Count > 0)], folder, now, cancellationToken);
            }

            return delta;
        }
        finally
        {
            foreach (var (_, tokens) in added.Concat(removed))
            {
                tokens.Dispose();
            }
        }
    }

    // The key's domain counts, and never what a label says.
    private static void Check(AudienceFile older, AudienceFile newer, KeyCard card, DateTimeOffset now)
    {
        foreach (var file in new[] { older, newer })
        {
            file.RequireContent(AudienceContent.Members);
            file.RequireOrigin(card);
        }

        if (older.Label.Serial >= newer.Label.Serial)
        {
            throw new OnboardingException(Reasons.SerialTooOld, $"the first audience has serial {older.Label.Serial} and the second {newer.Label.Serial}: the older one comes first");
        }

        if (older.Label.DeleteBy < now)
        {
            throw new OnboardingException(Reasons.DataExpired, $"the older audience had to be deleted by {LabelBuilder.Format(older.Label.DeleteBy)}");
        }

        ReceivedAudience.CheckDates(newer.Label, now);
    }

    // Both are sorted.
    private static void Compare(AudienceFile older, AudienceFile newer, IdentifierKind kind, Spill added, Spill removed, CancellationToken cancellationToken)
    {
        var before = new Cursor(older, kind);
        var after = new Cursor(newer, kind);
        while (before.Current is not null || after.Current is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = before.Current is not { } a ? 1 : after.Current is not { } b ? -1 : a.CompareTo(b);
            if (order < 0)
            {
                Add(removed, before.Current!.Value);
            }
            else if (order > 0)
            {
                Add(added, after.Current!.Value);
            }

            before.MoveIf(order <= 0);
            after.MoveIf(order >= 0);
        }
    }

    private static void Add(Spill spill, Token token)
    {
        Span<byte> bytes = stackalloc byte[Token.Size];
        token.CopyTo(bytes);
        spill.Add(bytes);
    }

    private static Dictionary<string, long> Count(IEnumerable<(IdentifierKind Kind, Spill Tokens)> tokens)
    {
        return tokens.Where(t => t.Tokens.Count > 0).ToDictionary(t => IdentifierKinds.GetName(t.Kind), t => t.Tokens.Count);
    }

    // Takes the newer audience's serial number: it is subtracted from older audiences, and never from the newer one.
    private static string WriteRemovals(AudienceDelta delta, KeyCard card, IReadOnlyList<(IdentifierKind Kind, Spill Tokens)> tokens, string folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(now);
        return WriteFile(AudienceContent.Removals, id, AudienceLayout.RemovalsSuffix, card, null, tokens, folder, (root, counts) =>
            ListLabel.Build(AudienceContent.Removals, new LabelOutput(id, delta.Newer.Serial, null, counts.Values.Max(), root, ListLabel.Counts(counts)), card, card.Domain.Recipient, now, delta.Newer.DeleteBy), cancellationToken);
    }

    private static string WriteAdditions(AudienceDelta delta, KeyCard card, KeyCard? signing, IReadOnlyList<(IdentifierKind Kind, Spill Tokens)> tokens, string folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(now);
        return WriteFile(AudienceContent.Additions, id, AudienceLayout.AdditionsSuffix, card, signing, tokens, folder, (root, counts) => AdditionsLabel.Build(delta.Newer, delta.Older, id, root, counts, signing), cancellationToken);
    }

    private static string WriteFile(AudienceContent content, Guid id, string suffix, KeyCard card, KeyCard? signing, IReadOnlyList<(IdentifierKind Kind, Spill Tokens)> tokens, string folder, Func<byte[], IReadOnlyDictionary<IdentifierKind, long>, byte[]> createLabel, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetFullPath(folder), id.ToString("N") + suffix);
        var temporary = DurableFile.TemporaryName(path);
        try
        {
            AudienceWriter.Write(temporary, content, tokens, card, createLabel, cancellationToken);
            if (signing is not null)
            {
                using var file = AudienceFile.Open(temporary);
                DurableFile.WriteAll(path + AudienceSignature.FileSuffix, AudienceSignature.Create(signing, file.FinalHash));
            }

            DurableFile.Publish(temporary, path, overwrite: false);
            return path;
        }
        catch
        {
            File.Delete(temporary);
            File.Delete(path + AudienceSignature.FileSuffix);
            throw;
        }
    }

    /// <summary>The tokens of a kind, one at a time.</summary>
    private sealed class Cursor
    {
        private readonly AudienceTokens _source;
        private readonly Token[] _tokens = new Token[1024];
        private readonly uint[] _numbers = new uint[1024];
        private int _count;
        private int _at;

        public Cursor(AudienceFile file, IdentifierKind kind)
        {
            _source = new AudienceTokens(file, kind, SortedTokens.Create([]));
            MoveIf(true);
        }

        public Token? Current { get; private set; }

        public void MoveIf(bool condition)
        {
            if (!condition)
            {
                return;
            }

            if (_at == _count)
            {
                (_at, _count) = (0, _source.Read(_tokens, _numbers));
            }

            Current = _count == 0 ? null : _tokens[_at++];
        }
    }
}
