using System.Globalization;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Keys;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Onboarding.PeerBenchmarks;

/// <summary>Hashes of the library, .NET and Bouncy Castle, on one thread: short slices of every variant take turns, so that a busy machine hits all of them alike.</summary>
internal static class HashPeers
{
    private const int Count = 1_000;
    private const int Rounds = 10;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(8);

    public static void Run()
    {
        var keyBytes = RandomNumberGenerator.GetBytes(KeyMaterial.Size);
        using var key = new KeyMaterial(keyBytes);
        using var keyed = BatchHash.Hmac(key);
        using var plain = BatchHash.Sha256([]);
        using var reused = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keyBytes);
        using var reusedPlain = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var mac = new HMac(new Sha256Digest());
        mac.Init(new KeyParameter(keyBytes));
        var digest = new Sha256Digest();
        var batch = CreateBatch();
        byte[][] values = [.. Enumerable.Range(0, Count).Select(i => batch[i].ToArray())];
        var digests = new byte[Count * Token.Size];
        Span<byte> Place(int i) => digests.AsSpan(i * Token.Size, Token.Size);
        TimedVariant[] tokens =
        [
            new("HMACSHA256.HashData", Count, () => ForEach(i => HMACSHA256.HashData(keyBytes, values[i], Place(i)))),
            new("a reused IncrementalHash", Count, () => ForEach(i =>
            {
                reused.AppendData(values[i]);
                reused.GetHashAndReset(Place(i));
            })),
            new("Bouncy Castle, a reused HMac", Count, () => ForEach(i =>
            {
                mac.BlockUpdate(values[i], 0, values[i].Length);
                mac.DoFinal(digests, i * Token.Size);
            })),
            new("Onboarding.Core, batches of 1,000", Rounds * Count, () => Repeat(() => keyed.Compute(batch, digests))),
        ];
        TimedVariant[] hashes =
        [
            new("SHA256.HashData", Count, () => ForEach(i => SHA256.HashData(values[i], Place(i)))),
            new("a reused IncrementalHash", Count, () => ForEach(i =>
            {
                reusedPlain.AppendData(values[i]);
                reusedPlain.GetHashAndReset(Place(i));
            })),
            new("Bouncy Castle, a reused Sha256Digest", Count, () => ForEach(i =>
            {
                digest.BlockUpdate(values[i], 0, values[i].Length);
                digest.DoFinal(digests, i * Token.Size);
            })),
            new("Onboarding.Core, batches of 1,000", Rounds * Count, () => Repeat(() => plain.Compute(batch, digests))),
        ];
        Check(digests, tokens);
        Check(digests, hashes);
        TimedVariant.Measure(s_time, [.. tokens, .. hashes]);
        Print("HMAC-SHA-256", tokens);
        Print("SHA-256", hashes);
        Console.WriteLine($"kernel {HashKernels.Choice.Kernel}; BouncyCastle.Cryptography {Versions.Of(typeof(HMac))}; .NET {Environment.Version}");
    }

    private static IdentifierBatch CreateBatch()
    {
        var random = new Random(20261122);
        var batch = new IdentifierBatch();
        for (var i = 0; i < Count; i++)
        {
            var length = random.Next(12, 41);
            random.NextBytes(batch.Reserve(length));
            batch.Commit(length);
        }

        return batch;
    }

    private static void Check(byte[] digests, TimedVariant[] variants)
    {
        variants[0].Run();
        var expected = digests.ToArray();
        foreach (var variant in variants[1..])
        {
            digests.AsSpan().Clear();
            variant.Run();
            if (!digests.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidOperationException($"{variant.Name} and {variants[0].Name} differ.");
            }
        }
    }

    private static void Print(string title, TimedVariant[] variants)
    {
        Console.WriteLine($"| {title} of 12 to 40 bytes | M/s at best | M/s in the median | times {variants[0].Name}, at best | in the median |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var variant in variants)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {variant.Name} | {variant.Best / 1e6:0.00} | {variant.Median / 1e6:0.00} | {variant.Best / variants[0].Best:0.0} | {variant.Median / variants[0].Median:0.0} |"));
        }

        Console.WriteLine();
    }

    private static void Repeat(Action action)
    {
        for (var i = 0; i < Rounds; i++)
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
