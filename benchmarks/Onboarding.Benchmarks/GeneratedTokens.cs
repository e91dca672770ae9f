using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Suppression;

namespace Onboarding.Benchmarks;

/// <summary>Tokens that are spread like outputs of a hash and cost next to nothing, and snapshot files of them.</summary>
internal static class GeneratedTokens
{
    public const string KeyId = "benchmark";

    public static Token Of(long number)
    {
        Span<byte> bytes = stackalloc byte[Token.Size];
        Write(number, bytes);
        return new Token(bytes);
    }

    // SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014), four outputs a token.
    public static void Write(long number, Span<byte> token)
    {
        var state = (ulong)number * 4 * 0x9E3779B97F4A7C15;
        for (var i = 0; i < Token.Size; i += sizeof(ulong))
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            BinaryPrimitives.WriteUInt64LittleEndian(token[i..], z ^ (z >> 31));
        }
    }

    /// <summary>A file of ascending tokens, made without sorting: the first 64 bits rise by even steps with some scatter, the rest is as above.</summary>
    public static string WriteFile(string folder, long count)
    {
        using var writer = new SnapshotWriter(folder, CancellationToken.None);
        writer.BeginSection();
        Span<byte> bytes = stackalloc byte[Token.Size];
        var step = ulong.MaxValue / (ulong)count;
        for (var i = 0L; i < count; i++)
        {
            Write(i, bytes);
            BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)i * step) + (BinaryPrimitives.ReadUInt64BigEndian(bytes) % step));
            writer.Add(new Token(bytes));
        }

        writer.EndSection(OptOutScope.All);
        return writer.Publish(new SnapshotFacts { KeyId = KeyId, Change = 0, CreatedAt = DateTimeOffset.UnixEpoch, WitnessNumber = 0, WitnessToken = default, LowestProfileSet = 0, HasHashOnly = false, HasTokenOnly = false });
    }
}
