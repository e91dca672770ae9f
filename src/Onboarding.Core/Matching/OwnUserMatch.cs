using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Matching;

/// <summary>Finds which own users are in an audience. What grows with the number of rows is a bit for each; all else is on disk, encrypted.</summary>
internal sealed class OwnUserMatch(IOwnUsers own, ITokenJoin join, string folder, SignalWriter? signal) : IDisposable
{
    private const int SharedTokenAt = sizeof(ulong) + sizeof(uint);
    private const int SharedCodeAt = SharedTokenAt + Token.Size;

    // Rows that share a token with the audience, and for each of them these tokens.
    private readonly RowSet _matched = new();
    private readonly RowSet _signaled = new();
    private readonly Spill _shared = new(folder);
    private bool _isReleased;

    /// <summary>The own ids that matched.</summary>
    public MatchedIdSpills Ids { get; } = new(folder);

    /// <summary>What is recorded of them, see <see cref="TakenRecord"/>.</summary>
    public Spill Taken { get; } = new(folder);

    /// <summary>Finds everything, and counts it in the report.</summary>
    public async ValueTask FindAsync(Func<IdentifierKind, AudienceTokens> open, MatchReport report, CancellationToken cancellationToken)
    {
        KeepOut();
        var people = FirstRows(own.Rows.Kept);
        report.Identifiers = people.CountWithout(own.Rows.Refused);
        report.Suppressed = people.Count() - report.Identifiers;
        report.OwnKinds = IdentifierKinds.All
            .Select(kind => KeyValuePair.Create(IdentifierKinds.GetName(kind), FirstRows(own.Rows.ByKind[(int)kind - 1]).CountWithout(own.Rows.Refused)))
            .Where(k => k.Value > 0).ToDictionary();
        var kinds = new Dictionary<string, KindMatch>();
        foreach (var kind in IdentifierKinds.All)
        {
            var tokens = open(kind);
            if (tokens.Count > 0)
            {
                kinds.Add(IdentifierKinds.GetName(kind), new KindMatch(tokens.Count, Join(kind, tokens, cancellationToken)));
            }
        }

        report.Kinds = kinds;
        var ids = FirstRows(_matched);
        report.Matched = ids.Count();
        report.Signaled = FirstRows(_signaled).Count();
        await CollectAsync(ids, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Hands the ids over: from now on they are the caller's to dispose.</summary>
    public MatchedIdSpills ReleaseIds()
    {
        _isReleased = true;
        return Ids;
    }

    public void Dispose()
    {
        _shared.Dispose();
        Taken.Dispose();
        if (!_isReleased)
        {
            Ids.Dispose();
        }
    }

    // All rows of one own id come together here: one opt-out among them keeps the id out.
    private void KeepOut()
    {
        var refused = own.Rows.Refused;
        own.VisitRepeats((row, first) => _ = refused.Contains(row) && refused.Add(first));
        own.VisitRepeats((row, first) => _ = refused.Contains(first) && refused.Add(row));
    }

    private RowSet FirstRows(RowSet rows)
    {
        var result = rows.Clone();
        own.VisitRepeats((row, first) => _ = result.Remove(row) && result.Add(first));
        return result;
    }

    // Returns how many tokens of the audience matched.
    private long Join(IdentifierKind kind, AudienceTokens audience, CancellationToken cancellationToken)
    {
        var refused = own.Rows.Refused;
        var matched = new RowSet();
        using var found = new TokenColumn(folder);
        var tokens = own.OpenTokens(kind);
        using (tokens as IDisposable)
        {
            join.Join(
                audience,
                tokens,
                pairs =>
                {
                    foreach (var (row, position) in pairs)
                    {
                        var isRefused = refused.Contains(row);
                        if (!isRefused)
                        {
                            _matched.Add(row);
                            matched.Add(position);
                        }

                        if (!isRefused || signal is not null)
                        {
                            found.Add(KeyOf(position, audience), row);
                        }
                    }
                },
                cancellationToken);
        }

        AddTokens(kind, audience, found, cancellationToken);
        return matched.Count();
    }

    // A join gives positions; what is recorded and signaled are the tokens there.
    private void AddTokens(IdentifierKind kind, AudienceTokens audience, TokenColumn found, CancellationToken cancellationToken)
    {
        using var pairs = found.OpenSorted();
        var (keys, rows) = (new Token[1024], new uint[1024]);
        var (tokens, positions) = (new Token[1024], new uint[1024]);
        var (at, count) = (0, 0);
        audience.Reset();
        for (int read; (read = pairs.Read(keys, rows)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < read; i++)
            {
                var position = PositionOf(keys[i]);
                for (; at == count || positions[at] != position; at++)
                {
                    if (at == count)
                    {
                        (at, count) = (-1, audience.Read(tokens, positions));
                        ArgumentOutOfRangeException.ThrowIfZero(count, nameof(audience));
                    }
                }

                Add(kind, rows[i], tokens[at], audience.Segments?[position] ?? 0);
            }
        }
    }

    private void Add(IdentifierKind kind, uint row, Token token, byte code)
    {
        if (own.Rows.Refused.Contains(row))
        {
            signal!.Add(kind, token);
            _signaled.Add(row);
            return;
        }

        Span<byte> record = stackalloc byte[SharedCodeAt + 1];
        WriteKey(record, row, own.Rows.Count);
        token.CopyTo(record[SharedTokenAt..]);
        record[SharedCodeAt] = code;
        _shared.Add(record);
    }

    private async ValueTask CollectAsync(RowSet ids, CancellationToken cancellationToken)
    {
        using var shared = _shared.ReadSorted(static (_, _) => false);
        var more = shared.MoveNext();
        await own.VisitIdsAsync(Visit, cancellationToken).ConfigureAwait(false);

        void Visit(uint row, ReadOnlySpan<byte> id)
        {
            if (ids.Contains(row))
            {
                OwnIdFile.Add(Ids.Ids, id);
            }

            for (; more && BinaryPrimitives.ReadUInt32BigEndian(shared.Current[sizeof(ulong)..]) == row; more = shared.MoveNext())
            {
                TakenRecord.Add(Taken, new Token(shared.Current[SharedTokenAt..]), id);
                if (shared.Current[SharedCodeAt] > 0)
                {
                    OwnIdFile.AddSegment(Ids.Segments, id, shared.Current[SharedCodeAt]);
                }
            }
        }
    }

    // Spread over all values, since a spill parts by leading bytes.
    private static void WriteKey(Span<byte> key, uint number, long count)
    {
        BinaryPrimitives.WriteUInt64BigEndian(key, number * (ulong.MaxValue / (ulong)count));
        BinaryPrimitives.WriteUInt32BigEndian(key[sizeof(ulong)..], number);
    }

    private static Token KeyOf(uint position, AudienceTokens audience)
    {
        Span<byte> key = stackalloc byte[Token.Size];
        key.Clear();
        WriteKey(key, position, audience.Positions);
        return new Token(key);
    }

    private static uint PositionOf(Token key)
    {
        Span<byte> bytes = stackalloc byte[Token.Size];
        key.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(ulong)..]);
    }
}
