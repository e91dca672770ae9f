using System.Globalization;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Benchmarks;

/// <summary>HMAC-SHA-256 by every kernel of this machine, of every length and batch, one thread: the kernels take turns on the same values. <c>kernels matrix</c>.</summary>
internal static class KernelMatrix
{
    private const int PerTurn = 1_000;
    private static readonly int[] s_lengths = [8, 20, 40, 64, 120, 1024];
    private static readonly int[] s_batches = [1, 16, 1_000, 1_000_000];
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(1.5);

    public static void Run()
    {
        using var key = KeyMaterial.Random();
        var kernels = HashKernels.Supported;
        Console.WriteLine($"| bytes | batch | {string.Join(" | ", kernels.Select(k => $"{k}, ns"))} | {string.Join(" | ", kernels.Skip(1).Select(k => $"{k}, times {kernels[0]}"))} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat(" --- |", 1 + (2 * kernels.Count)))}");
        foreach (var length in s_lengths)
        {
            foreach (var count in s_batches)
            {
                var rates = Measure(key, kernels, length, count);
                Console.WriteLine($"| {Text(length)} | {Text(count)} | {string.Join(" | ", rates.Select(r => Text(1e9 / r, "0")))} | {string.Join(" | ", rates.Skip(1).Select(r => Text(r / rates[0], "0.0")))} |");
            }
        }
    }

    private static double[] Measure(KeyMaterial key, IReadOnlyList<HashKernel> kernels, int length, int count)
    {
        var batch = new IdentifierBatch();
        var random = new Random(20261122);
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(batch.Reserve(length));
            batch.Commit(length);
        }

        var digests = new byte[count * Token.Size];
        BatchHash[] hashes = [.. kernels.Select(kernel => BatchHash.Hmac(key, kernel))];
        hashes[0].Compute(batch, digests);
        var expected = digests.ToArray();
        foreach (var hash in hashes)
        {
            digests.AsSpan().Clear();
            hash.Compute(batch, digests);
            if (!digests.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidOperationException("The kernels compute different digests.");
            }
        }

        var rounds = Math.Max(1, PerTurn / count);
        TimedVariant[] variants =
        [
            .. hashes.Select((hash, i) => new TimedVariant(kernels[i].ToString(), rounds * count, () =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    hash.Compute(batch, digests);
                }
            })),
        ];
        TimedVariant.Measure(s_time, variants);
        Array.ForEach(hashes, hash => hash.Dispose());
        return [.. variants.Select(variant => variant.Best)];
    }

    private static string Text(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);
}
