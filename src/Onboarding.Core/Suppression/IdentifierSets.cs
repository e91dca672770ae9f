using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Suppression;

/// <summary>Takes an identifier and the different sets of identifiers in which it stands, ascending: all of them, or so many that they are beyond the limit.</summary>
internal delegate void IdentifierSetsVisit(Token identifier, ReadOnlySpan<UInt128> sets);

/// <summary>In which sets of identifiers identifiers stand: pairs of both, sorted on disk, in the memory of a <see cref="Spill"/> however many there are.</summary>
/// <param name="folder">Where they are sorted; null to write nothing at all.</param>
/// <param name="limit">How many sets one identifier links at most.</param>
/// <param name="sortBytes">Bytes that are sorted at once.</param>
internal sealed class IdentifierSets(string? folder, int limit, int sortBytes) : IDisposable
{
    private const int SetLength = 16;
    private const int PairLength = Token.Size + SetLength;

    private readonly Spill _pairs = new(folder);
    private readonly ThreadLocal<Run> _runs = new(() => new Run());

    /// <summary>How many pairs were added.</summary>
    public long Count => _pairs.Count;

    public Spill.Writer CreateWriter() => _pairs.CreateWriter();

    public static void Add(Spill.Writer writer, Token identifier, UInt128 set)
    {
        Span<byte> pair = stackalloc byte[PairLength];
        identifier.CopyTo(pair);
        BinaryPrimitives.WriteUInt128BigEndian(pair[Token.Size..], set);
        writer.Add(pair);
    }

    /// <summary>The first 64 bits of the identifier of every pair, in no order.</summary>
    public void ForEachHead(Action<ulong> visit) => _pairs.ForEach(pair => visit(BinaryPrimitives.ReadUInt64BigEndian(pair)));

    /// <summary>Every identifier once, with its sets.</summary>
    public void ForEach(IdentifierSetsVisit visit, CancellationToken cancellationToken)
    {
        using var sorted = _pairs.ReadSorted(TryMerge, sortBytes, Workers.Ahead);
        var sets = new UInt128[limit + 2];
        var count = 0;
        Token identifier = default;
        while (sorted.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = new Token(sorted.Current);
            if (count > 0 && !next.Equals(identifier))
            {
                visit(identifier, sets.AsSpan(0, count));
                count = 0;
            }

            identifier = next;
            sets[count++] = BinaryPrimitives.ReadUInt128BigEndian(sorted.Current[Token.Size..]);
        }

        if (count > 0)
        {
            visit(identifier, sets.AsSpan(0, count));
        }
    }

    public void Dispose()
    {
        _pairs.Dispose();
        _runs.Dispose();
    }

    // Of one identifier two pairs beyond the limit are kept, the least: what stands on every row of a file must not have to stand in memory. Threads sort for themselves, and each
    // sorting begins an identifier with its least pair, which never is the last one that was kept before.
    private bool TryMerge(Span<byte> kept, ReadOnlySpan<byte> next)
    {
        if (next.SequenceEqual(kept))
        {
            return true;
        }

        var run = _runs.Value!;
        if (!kept.SequenceEqual(run.Last))
        {
            run.Count = 1;
        }

        if (run.Count == limit + 2)
        {
            return true;
        }

        run.Count++;
        next.CopyTo(run.Last);
        return false;
    }

    /// <summary>The pairs of one identifier that a sorting kept so far.</summary>
    private sealed class Run
    {
        public byte[] Last { get; } = new byte[PairLength];

        public int Count { get; set; }
    }
}
