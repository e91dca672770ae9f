using System.Security.Cryptography;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>
/// A join of tokens in any order. Both sides are split into partitions by a hash under a seed of this join; a partition of the built side goes into a table, and the same of the probed side is looked up in it.
/// When the built side does not fit, whole partitions of it, the largest first, and all that the other side has of them go to a <see cref="TokenSpill"/>.
/// The probed side never needs to fit: what is there is looked up whenever the memory is full.
/// </summary>
internal sealed class TokenHashJoin : IDisposable
{
    private readonly JoinPlan _plan;
    private readonly TokenArena _arena;
    private readonly TokenSpill _spill;
    private readonly bool[] _isSpilled;
    private readonly Worker[] _workers;
    private readonly TokenSide _built;
    private readonly TokenSide _probed;
    private readonly CancellationToken _cancellationToken;

    public TokenHashJoin(JoinPlan plan, string folder, SharedTokens found, bool isBuiltOfAudience, CancellationToken cancellationToken)
    {
        Span<byte> random = stackalloc byte[Token.Size];
        RandomNumberGenerator.Fill(random);
        var seed = new Token(random);
        var gate = new Lock();
        _plan = plan;
        _arena = new TokenArena { Limit = plan.BuiltBlocks };
        _spill = new TokenSpill(folder);
        _isSpilled = new bool[1 << plan.Bits];
        _built = new TokenSide(_isSpilled.Length);
        _probed = new TokenSide(_isSpilled.Length);
        _workers = [.. Enumerable.Range(0, plan.Threads).Select(_ => new Worker(this, seed, new SharedTokenBuffer(found, gate, isBuiltOfAudience)))];
        _cancellationToken = cancellationToken;
    }

    public void Join(ITokenSource built, ITokenSource probed)
    {
        var source = new SharedSource(built);
        while (!Scatter(source, _built))
        {
            SpillLargest();
        }

        Close(_built, isEnd: true);
        _arena.Limit = _plan.ProbedBlocks;
        source = new SharedSource(probed);
        for (var ended = false; !ended;)
        {
            ended = Scatter(source, _probed);
            Close(_probed, ended);
            ForEach(_isSpilled.Length, JoinResident);
        }

        ReleaseMemory();
        _arena.Limit = _plan.Blocks;
        ForEach(_isSpilled.Length, JoinSpilled);
        foreach (var worker in _workers)
        {
            worker.Found.Flush();
        }
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _spill.Dispose();
        _arena.Dispose();
    }

    private bool Scatter(SharedSource source, TokenSide side)
    {
        var unfinished = 0;
        JoinThreads.Run(_workers.Length, (number, stop) =>
        {
            if (!_workers[number].Scatter.Run(source, side, stop))
            {
                Interlocked.Increment(ref unfinished);
            }
        }, _cancellationToken);
        return unfinished == 0;
    }

    private void Close(TokenSide side, bool isEnd)
    {
        foreach (var worker in _workers)
        {
            worker.Scatter.Close(side, isEnd);
        }
    }

    private void SpillLargest()
    {
        var victims = new List<int>();
        var blocks = 0;
        foreach (var partition in Enumerable.Range(0, _isSpilled.Length).OrderByDescending(p => _built.Pieces(p).Count))
        {
            if (blocks >= _plan.BuiltBlocks / 8)
            {
                break;
            }

            blocks += _built.Pieces(partition).Count;
            _isSpilled[partition] = true;
            victims.Add(partition);
        }

        ForEach(victims.Count, (worker, number, stop) =>
        {
            var partition = victims[number];
            foreach (var piece in _built.Pieces(partition))
            {
                stop.ThrowIfCancellationRequested();
                _built.Add(partition, worker.Port.Write(piece.Span));
            }

            _built.Release(partition, _arena);
        });
    }

    private void ReleaseMemory()
    {
        for (var partition = 0; partition < _isSpilled.Length; partition++)
        {
            _built.Release(partition, _arena);
        }

        foreach (var worker in _workers)
        {
            worker.Scatter.Release();
        }
    }

    private void JoinResident(Worker worker, int partition, CancellationToken stop)
    {
        var built = _built.Pieces(partition);
        var probed = _probed.Pieces(partition);
        for (var start = 0; start < built.Count && probed.Count > 0; start += _plan.TableBlocks)
        {
            worker.Table.Build(built.GetRange(start, Math.Min(_plan.TableBlocks, built.Count - start)));
            foreach (var piece in probed)
            {
                stop.ThrowIfCancellationRequested();
                worker.Table.Probe(piece, worker.Found);
            }
        }

        _probed.Release(partition, _arena);
    }

    // A partition that is larger than a thread's share of the memory takes several passes over the other side's.
    private void JoinSpilled(Worker worker, int partition, CancellationToken stop)
    {
        var built = _built.Frames(partition);
        var probed = _probed.Frames(partition);
        var share = Math.Min(_plan.TableBlocks, (_plan.Blocks / _workers.Length) - 1);
        var block = default(TokenPiece);
        for (var start = 0; start < built.Count && probed.Count > 0; start += share)
        {
            var pieces = new List<TokenPiece>();
            foreach (var frame in built.GetRange(start, Math.Min(share, built.Count - start)))
            {
                pieces.Add(Read(worker, frame, stop));
            }

            worker.Table.Build(pieces);
            foreach (var frame in probed)
            {
                block = Read(worker, frame, stop);
                worker.Table.Probe(block, worker.Found);
                _arena.Return(block);
            }

            pieces.ForEach(_arena.Return);
        }
    }

    private TokenPiece Read(Worker worker, TokenFrame frame, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (!_arena.TryRent(out var block))
        {
            throw new InvalidOperationException("A thread took more than its share.");
        }

        block = block.WithCount(frame.Count);
        worker.Port.Read(frame, block.Span);
        return block;
    }

    private void ForEach(int count, Action<Worker, int, CancellationToken> work)
    {
        var next = -1;
        JoinThreads.Run(_workers.Length, (number, stop) =>
        {
            for (int item; (item = Interlocked.Increment(ref next)) < count;)
            {
                stop.ThrowIfCancellationRequested();
                work(_workers[number], item, stop);
            }
        }, _cancellationToken);
    }

    private sealed class Worker : IDisposable
    {
        public Worker(TokenHashJoin join, Token seed, SharedTokenBuffer found)
        {
            Found = found;
            Port = new TokenSpill.Port(join._spill);
            Scatter = new TokenScatter(join._arena, Port, join._isSpilled, join._plan.Bits, seed);
            Table = new TokenTable(seed);
        }

        public SharedTokenBuffer Found { get; }

        public TokenSpill.Port Port { get; }

        public TokenScatter Scatter { get; }

        public TokenTable Table { get; }

        public void Dispose()
        {
            Port.Dispose();
            Scatter.Dispose();
            Table.Dispose();
        }
    }
}
