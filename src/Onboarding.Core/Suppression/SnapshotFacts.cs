using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Onboarding.Internal;

namespace Onboarding.Suppression;

/// <summary>What a snapshot file says of itself.</summary>
internal sealed record SnapshotFacts
{
    /// <summary>The suppression key of all its tokens.</summary>
    public required string KeyId { get; init; }

    /// <summary>The last change of the store that is in it.</summary>
    public required long Change { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The number of the opt-out that changed last, and its first token with its kind: by these a store shows that it is the one that the file was made of. Empty at change 0.</summary>
    public required long WitnessNumber { get; init; }

    public required ReadOnlyMemory<byte> WitnessToken { get; init; }

    /// <summary>The lowest profile set of a clear opt-out that was ever merged into it; 0 for none. It rises when the file is built anew.</summary>
    public required int LowestProfileSet { get; init; }

    /// <summary>Whether there are opt-outs that no profile set covers (<see cref="OptOutTotals.HashOnly"/>): then rows are compared by the hashes of their forms too.</summary>
    public required bool HasHashOnly { get; init; }

    /// <summary>Whether there are opt-outs of which the suppression token alone is known, such as those that a recipient reported: no hash can be compared with them.</summary>
    public required bool HasTokenOnly { get; init; }

    /// <summary>The sections, by scope in ordinal order.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>The first 16 bytes of SHA-256 over what the sections hold, in hex: equal for equal content, whatever its date and history.</summary>
    public string ComputeId()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var section in Sections)
        {
            BinaryPrimitives.WriteInt64LittleEndian(count, section.Count);
            hash.AppendData(Encoding.ASCII.GetBytes(section.Scope + "\0"));
            hash.AppendData(count);
            hash.AppendData(section.Hash);
        }

        return Hex.ToString(hash.GetHashAndReset().AsSpan(0, 16));
    }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(KeyId);
        writer.Write(Change);
        writer.Write(CreatedAt.UtcTicks);
        writer.Write(WitnessNumber);
        writer.Write7BitEncodedInt(WitnessToken.Length);
        writer.Write(WitnessToken.Span);
        writer.Write(LowestProfileSet);
        writer.Write(HasHashOnly);
        writer.Write(HasTokenOnly);
        writer.Write7BitEncodedInt(Sections.Count);
        foreach (var section in Sections)
        {
            writer.Write(section.Scope.ToString());
            writer.Write(section.Offset);
            writer.Write(section.Count);
            writer.Write(section.Hash);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; only after its hash was compared.</summary>
    public static SnapshotFacts Read(byte[] description)
    {
        using var reader = new BinaryReader(new MemoryStream(description), Encoding.UTF8);
        return new SnapshotFacts
        {
            KeyId = reader.ReadString(),
            Change = reader.ReadInt64(),
            CreatedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            WitnessNumber = reader.ReadInt64(),
            WitnessToken = reader.ReadBytes(reader.Read7BitEncodedInt()),
            LowestProfileSet = reader.ReadInt32(),
            HasHashOnly = reader.ReadBoolean(),
            HasTokenOnly = reader.ReadBoolean(),
            Sections = ReadSections(reader),
        };
    }

    private static Section[] ReadSections(BinaryReader reader)
    {
        var sections = new Section[reader.Read7BitEncodedInt()];
        for (var i = 0; i < sections.Length; i++)
        {
            sections[i] = new Section(OptOutScope.Parse(reader.ReadString()), reader.ReadInt64(), reader.ReadInt64(), reader.ReadBytes(SHA256.HashSizeInBytes));
        }

        return sections;
    }

    /// <summary>The tokens of one scope.</summary>
    /// <param name="Scope">The scope.</param>
    /// <param name="Offset">Where its tokens begin in the file.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Hash">SHA-256 of tokens and index.</param>
    internal sealed record Section(OptOutScope Scope, long Offset, long Count, byte[] Hash);
}
