using System.Globalization;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Benchmarks;

/// <summary>The kernels' targets in five seconds, on one thread: short slices of every variant take turns, so that a busy machine hits all of them alike. <c>kernels</c>.</summary>
internal static class KernelTargets
{
    private const int Count = 1_000;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(5);

    public static void Run()
    {
        var random = new Random(20261122);
        var keyBytes = RandomNumberGenerator.GetBytes(KeyMaterial.Size);
        using var key = new KeyMaterial(keyBytes);
        using var otherKey = KeyMaterial.Random();
        using var keyed = BatchHash.Hmac(key);
        using var otherKeyed = BatchHash.Hmac(otherKey);
        using var plain = BatchHash.Sha256([]);
        using var reused = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keyBytes);
        var batch = new IdentifierBatch();
        for (var i = 0; i < Count; i++)
        {
            var length = random.Next(12, 41);
            random.NextBytes(batch.Reserve(length));
            batch.Commit(length);
        }

        // Slices of about a millisecond, whatever serves.
        var rounds = HashKernels.Choice.Kernel == HashKernel.Bcl ? 1 : 10;
        var digests = new byte[Count * Token.Size];
        var otherDigests = new byte[digests.Length];
        TimedVariant[] variants =
        [
            new("keyed tokens", rounds * Count, () => Repeat(rounds, () => keyed.Compute(batch, digests))),
            new("keyed tokens under two keys at once", 2 * rounds * Count, () => Repeat(rounds, () => keyed.Compute(batch, digests, otherKeyed, otherDigests))),
            new("HMACSHA256.HashData", Count, () => ForEach(i => HMACSHA256.HashData(keyBytes, batch[i], digests.AsSpan(i * Token.Size)))),
            new("a reused IncrementalHash", Count, () => ForEach(i =>
            {
                reused.AppendData(batch[i]);
                reused.GetHashAndReset(digests.AsSpan(i * Token.Size));
            })),
            new("SHA-256", rounds * Count, () => Repeat(rounds, () => plain.Compute(batch, digests))),
            new("SHA256.HashData", Count, () => ForEach(i => SHA256.HashData(batch[i], digests.AsSpan(i * Token.Size)))),
        ];
        Check(digests, variants[0], variants[2], variants[3]);
        Check(digests, variants[4], variants[5]);
        TimedVariant.Measure(s_time, variants);
        Console.WriteLine($"kernel {HashKernels.Choice.Kernel}, one thread, values of 12 to 40 bytes");
        foreach (var variant in variants)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variant.Name}: {variant.Best / 1_000_000:0.00} M/s at best, {variant.Median / 1_000_000:0.00} M/s in the median"));
        }

        Compare(variants[0], variants[2]);
        Compare(variants[1], variants[2]);
        Compare(variants[0], variants[3]);
        Compare(variants[4], variants[5]);
    }

    private static void Compare(TimedVariant variant, TimedVariant other)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variant.Name} / {other.Name}: {variant.Best / other.Best:0.0} at best, {variant.Median / other.Median:0.0} in the median"));
    }

    private static void Check(byte[] digests, TimedVariant variant, params ReadOnlySpan<TimedVariant> others)
    {
        variant.Run();
        var expected = digests.ToArray();
        foreach (var other in others)
        {
            digests.AsSpan().Clear();
            other.Run();
            if (!digests.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidOperationException($"{variant.Name} and {other.Name} differ.");
            }
        }
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }

    private static void ForEach(Action<int> action)
    {
        for (var i = 0; i < Count; i++)
        {
            action(i);
        }
    }
}
