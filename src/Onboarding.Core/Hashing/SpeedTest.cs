using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Keys;
using Onboarding.Matching;

namespace Onboarding.Hashing;

/// <summary>Measures how fast this machine makes and matches tokens, beside the plain way with .NET alone, in the same process and on one core.</summary>
public static class SpeedTest
{
    private const int Identifiers = 1_000;
    private const int Tokens = 1_000_000;

    // All of them fit, so that nothing is written.
    private const long JoinBudget = 512 * 1024 * 1024;

    // A turn of a kernel does this many times the work, so that it too takes about a millisecond.
    private const int Rounds = 10;

    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(2);

    /// <summary>Measures; takes some ten seconds.</summary>
    /// <returns>The figures.</returns>
    public static SpeedReport Run() => Run(s_time);

    internal static SpeedReport Run(TimeSpan time)
    {
        var batch = CreateIdentifiers();
        return new SpeedReport
        {
            Kernel = HashKernels.Choice.Kernel.ToString(),
            KeyedTokens = MeasureKeyed(batch, time),
            Sha256 = MeasurePlain(batch, time),
            Match = MeasureMatch(time),
        };
    }

    private static SpeedFigure MeasureKeyed(IdentifierBatch batch, TimeSpan time)
    {
        using var key = KeyMaterial.Random();
        using var hash = BatchHash.Hmac(key);
        var digests = new byte[batch.Count * Token.Size];
        return Compare(time, digests, () => Repeat(() => hash.Compute(batch, digests)), () =>
        {
            for (var i = 0; i < batch.Count; i++)
            {
                HMACSHA256.HashData(key.Span, batch[i], digests.AsSpan(i * Token.Size));
            }
        });
    }

    private static SpeedFigure MeasurePlain(IdentifierBatch batch, TimeSpan time)
    {
        using var hash = BatchHash.Sha256([]);
        var digests = new byte[batch.Count * Token.Size];
        return Compare(time, digests, () => Repeat(() => hash.Compute(batch, digests)), () =>
        {
            for (var i = 0; i < batch.Count; i++)
            {
                SHA256.HashData(batch[i], digests.AsSpan(i * Token.Size));
            }
        });
    }

    // Half of each side's tokens are on the other side too.
    private static SpeedFigure MeasureMatch(TimeSpan time)
    {
        var tokens = CreateTokens(Tokens + (Tokens / 2));
        var (left, right) = (tokens[..Tokens], tokens[^Tokens..]);
        var found = 0;
        var join = new TimedVariant("join", 2 * Tokens, () =>
        {
            found = 0;
            new TokenJoin(Path.Combine(Path.GetTempPath(), "onboarding-bench"), JoinBudget, threads: 1).Join(new TokenArray(left, isSorted: false), new TokenArray(right, isSorted: false), block => found += block.Length, CancellationToken.None);
        });
        var set = new TimedVariant("set", 2 * Tokens, () =>
        {
            var target = new HashSet<Token>(left);
            found = right.Count(target.Contains);
        });
        join.Run();
        var expected = found;
        set.Run();
        if (found != expected)
        {
            throw new InvalidOperationException("The two ways match different tokens.");
        }

        TimedVariant.Measure(time, join, set);
        return new SpeedFigure(join.Best, join.Best / set.Best);
    }

    private static SpeedFigure Compare(TimeSpan time, byte[] digests, Action kernel, Action plain)
    {
        kernel();
        var computed = digests.ToArray();
        plain();
        if (!digests.AsSpan().SequenceEqual(computed))
        {
            throw new InvalidOperationException("The two ways compute different digests.");
        }

        var ours = new TimedVariant("ours", Rounds * Identifiers, kernel);
        var theirs = new TimedVariant("theirs", Identifiers, plain);
        TimedVariant.Measure(time, ours, theirs);
        return new SpeedFigure(ours.Best, ours.Best / theirs.Best);
    }

    private static void Repeat(Action action)
    {
        for (var i = 0; i < Rounds; i++)
        {
            action();
        }
    }

    private static IdentifierBatch CreateIdentifiers()
    {
        var batch = new IdentifierBatch();
        for (var i = 0; i < Identifiers; i++)
        {
            var length = 12 + (i * 7 % 29);
            batch.Reserve(length).Fill((byte)('a' + (i % 26)));
            batch.Commit(length);
        }

        return batch;
    }

    private static Token[] CreateTokens(int count)
    {
        var batch = new IdentifierBatch();
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(batch.Reserve(sizeof(int)), i);
            batch.Commit(sizeof(int));
        }

        using var hash = BatchHash.Sha256([]);
        var digests = new byte[count * Token.Size];
        hash.Compute(batch, digests);
        return [.. Enumerable.Range(0, count).Select(i => new Token(digests.AsSpan(i * Token.Size)))];
    }
}
