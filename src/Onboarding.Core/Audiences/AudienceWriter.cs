using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>Writes an audience file from spilled tokens: sorted, no token twice, the label made once root and counts are known.</summary>
internal static class AudienceWriter
{
    private const int BufferLength = 1024 * 1024;

    /// <summary>Writes to <paramref name="path"/>, which must not exist; flushed to disk when this returns.</summary>
    /// <param name="path">A temporary name.</param>
    /// <param name="content">What the tokens are.</param>
    /// <param name="tokens">A spill of tokens for each kind that has any, in ascending order of kind.</param>
    /// <param name="card">The party key or salt.</param>
    /// <param name="createLabel">Makes the label of root and token counts.</param>
    /// <param name="cancellationToken">Checked between buffers.</param>
    /// <param name="codes">The code of each segment whose number stands behind a token; null where none does.</param>
    public static void Write(string path, AudienceContent content, IReadOnlyList<(IdentifierKind Kind, Spill Tokens)> tokens, KeyCard card, Func<byte[], IReadOnlyDictionary<IdentifierKind, long>, byte[]> createLabel, CancellationToken cancellationToken, byte[]? codes = null)
    {
        using var file = DurableFile.CreatePrivate(path);
        var sections = new List<AudienceSection>();
        var counts = new Dictionary<IdentifierKind, long>();
        using var chunks = new ChunkHasher();
        var hasCodes = codes?.Any(c => c > 0) == true;
        var headerAndTable = new byte[AudienceLayout.HeaderLength + (AudienceLayout.EntryLength * ((hasCodes ? 2 * tokens.Count : tokens.Count) + 3))];
        file.Write(headerAndTable);
        foreach (var (kind, spill) in tokens)
        {
            var offset = file.Position;
            var type = AudienceLayout.SectionOf(content, kind);
            chunks.BeginSection(type);
            WriteTokens(file, spill, chunks, cancellationToken);
            sections.Add(new AudienceSection(type, true, offset, file.Position - offset));
            counts.Add(kind, (file.Position - offset) / Token.Size);
        }

        foreach (var (kind, spill) in hasCodes ? tokens : [])
        {
            var offset = file.Position;
            chunks.BeginSection(AudienceLayout.SegmentSectionOf(kind));
            WriteCodes(file, spill, codes!, chunks, cancellationToken);
            sections.Add(new AudienceSection(AudienceLayout.SegmentSectionOf(kind), false, offset, file.Position - offset));
        }

        chunks.Complete(out var root);
        var label = createLabel(root, counts);
        AddSection(sections, AudienceLayout.LabelType, file.Position, label.Length);
        AddSection(sections, AudienceLayout.MacType, file.Position + label.Length, AudienceLayout.DigestLength);
        AddSection(sections, AudienceLayout.HashType, file.Position + label.Length + AudienceLayout.DigestLength, AudienceLayout.DigestLength);
        AudienceLayout.WriteHeader(headerAndTable, sections.Count, sections[^1].Offset + sections[^1].Length);
        for (var i = 0; i < sections.Count; i++)
        {
            AudienceLayout.WriteEntry(headerAndTable.AsSpan(AudienceLayout.HeaderLength + (i * AudienceLayout.EntryLength)), sections[i]);
        }

        file.Write(label);
        file.Write(AudienceLayout.ComputeMac(content, card, headerAndTable, root, label));
        file.Position = 0;
        file.Write(headerAndTable);
        WriteFinalHash(file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static void AddSection(List<AudienceSection> sections, uint type, long offset, long length) => sections.Add(new AudienceSection(type, true, offset, length));

    private static void WriteTokens(FileStream file, Spill spill, ChunkHasher chunks, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        var used = 0;
        using var reader = spill.ReadSorted(SegmentCodes.Merge, Spill.BudgetOfTwo, Workers.Ahead);
        var previous = new byte[Token.Size];
        var first = true;
        while (reader.MoveNext())
        {
            var token = reader.Current[..Token.Size];

            // Merging is per partition, and equal tokens share one; this only keeps the format's promise whatever happens there.
            if (!first && token.SequenceCompareTo(previous) <= 0)
            {
                throw new InvalidOperationException("The tokens of a section are not in strictly ascending order.");
            }

            token.CopyTo(previous);
            first = false;
            token.CopyTo(buffer.AsSpan(used));
            used += Token.Size;
            if (used == buffer.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Flush();
            }
        }

        Flush();

        void Flush()
        {
            chunks.Append(buffer.AsSpan(0, used));
            file.Write(buffer, 0, used);
            used = 0;
        }
    }

    // In the order of the tokens, from a second reading: few audiences have segments.
    private static void WriteCodes(FileStream file, Spill spill, byte[] codes, ChunkHasher chunks, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        using var reader = spill.ReadSorted(SegmentCodes.Merge);
        for (var more = true; more;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var used = 0;
            while (used < buffer.Length && (more = reader.MoveNext()))
            {
                buffer[used++] = codes[reader.Current[Token.Size]];
            }

            chunks.Append(buffer.AsSpan(0, used));
            file.Write(buffer, 0, used);
        }
    }

    // The header is known last, so the bytes are read back once; they are still in the page cache.
    private static void WriteFinalHash(FileStream file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferLength];
        file.Position = 0;
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        file.Write(hash.GetHashAndReset());
    }
}
