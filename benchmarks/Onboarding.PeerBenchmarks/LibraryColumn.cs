using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Records;

namespace Onboarding.PeerBenchmarks;

/// <summary>The same with the library's parts: records in batches, canonical forms, batch hash, a set of tokens.</summary>
internal static class LibraryColumn
{
    public static async Task<ColumnFigures> HashAsync(string file, byte[]? keyBytes)
    {
        var started = Stopwatch.GetTimestamp();
        using var key = keyBytes is null ? null : new KeyMaterial(keyBytes);
        using var hash = key is null ? BatchHash.Sha256([]) : BatchHash.Hmac(key);
        var records = new RecordBatch(1);
        var emails = new IdentifierBatch();
        var tokens = new Token[4096];
        var distinct = new HashSet<Token>();
        long rows = 0;
        ulong sum = 0;
        await using var reader = await CsvRecords.FromFile(file).OpenAsync(["email"], default);
        for (var more = true; more;)
        {
            more = await reader.ReadAsync(records, default);
            rows += records.Count;
            sum += Hash(records, emails, hash, tokens, distinct);
            records.Clear();
        }

        return new ColumnFigures(Stopwatch.GetElapsedTime(started).TotalSeconds, rows, distinct.Count, sum.ToString(CultureInfo.InvariantCulture), Versions.Of(typeof(CanonicalForm)));
    }

    private static ulong Hash(RecordBatch records, IdentifierBatch emails, BatchHash hash, Token[] tokens, HashSet<Token> distinct)
    {
        emails.Clear();
        for (var i = 0; i < records.Count; i++)
        {
            if (CanonicalForm.TryNormalize(IdentifierKind.Email, records.GetValue(i, 0), emails.Reserve(CanonicalForm.MaxLength), out var length) == RejectionReason.None)
            {
                emails.Commit(length);
            }
        }

        var digests = MemoryMarshal.AsBytes(tokens.AsSpan(0, emails.Count));
        hash.Compute(emails, digests);
        ulong sum = 0;
        for (var i = 0; i < emails.Count; i++)
        {
            var digest = digests.Slice(i * Token.Size, Token.Size);
            sum += BinaryPrimitives.ReadUInt32BigEndian(digest);
            distinct.Add(new Token(digest));
        }

        return sum;
    }
}
