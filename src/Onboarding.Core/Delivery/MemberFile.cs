using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>
/// Who was in an output, and in which form each was sent: written once, before the output leaves, never changed, and never leaving the controller.
/// Encrypted under a random key of its own, see <see cref="WrappedKey"/>.
/// </summary>
/// <remarks>
/// Layout: magic (8), version u32, zero u32; then frames of 64 KiB of plaintext, the last one shorter, each ciphertext and tag (16) as in <see cref="FrameCipher"/>: frame n begins at 16 + n * 65,552.
/// The plaintext is one sequence:
/// <list type="bullet">
/// <item>sent: for each member in order a count u8 and as many parts. A part is the kind u8 (1 to 4, or 0x20, as in <see cref="Suppression.OptOut.Tokens"/>; 5 to 17 for what else a platform received, under the token of the first identifier), the suppression token (32),
/// a length u8 and what was sent, 0 for nothing. A member's position is the offset of its count. Zeros up to the next whole frame;</item>
/// <item>index: 22 bytes for each different pair of the first 16 bytes of a suppression token and position of a member that has it (u48 big-endian), sorted bytewise, 2,978 entries a frame and 20 zeros; zeros up to the next whole frame;</item>
/// <item>sparse index: the first prefix of each frame of the index;</item>
/// <item>footer: length of sent, offset of the index, number of its entries, offset of the sparse index, number of members, each u64.</item>
/// </list>
/// Numbers are little-endian where nothing else is said.
/// </remarks>
internal static partial class MemberFile
{
    public const string Suffix = ".members";

    /// <summary>The most parts that a member can have.</summary>
    public const int MaxParts = byte.MaxValue;

    private const int FrameLength = FrameCipher.FrameLength;
    private const int PrefixLength = 16;
    private const int PositionLength = 6;
    private const int EntryLength = PrefixLength + PositionLength;
    private const int EntriesPerFrame = FrameLength / EntryLength;
    private const int PartHeader = 1 + Token.Size + 1;
    private const int MaxMemberLength = 1 + (MaxParts * (PartHeader + byte.MaxValue));

    private static ReadOnlySpan<byte> Header => [0x89, (byte)'O', (byte)'M', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The path of an output's file.</summary>
    public static string PathOf(string folder, string output) => Path.Combine(folder, output + Suffix);

    /// <summary>Destroys a file: its wrapped key first, so that what a crash leaves cannot be read.</summary>
    public static void Delete(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            return;
        }

        File.Delete(path + WrappedKey.Suffix);
        DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
        File.Delete(path);
    }

    /// <summary>Who received this person: the outputs that hold one of the prefixes, and where.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="outputs">The ids of the outputs.</param>
    /// <param name="suppressionKey">The suppression key.</param>
    /// <param name="prefixes">The first 16 bytes of suppression tokens, as big-endian numbers, ascending, each once.</param>
    /// <param name="visit">Receives the output, the ordinal of the prefix, and the member's position.</param>
    /// <exception cref="OnboardingException"><c>MEMBERS_DAMAGED</c>.</exception>
    public static void Find(string folder, IEnumerable<string> outputs, KeyCard suppressionKey, ReadOnlySpan<UInt128> prefixes, Action<Reader, int, long> visit)
    {
        foreach (var output in outputs)
        {
            using var reader = new Reader(PathOf(folder, output), suppressionKey);
            reader.FindAll(prefixes, (prefix, position) => visit(reader, prefix, position));
        }
    }

    /// <summary>The first 16 bytes of a suppression token, as the index has them.</summary>
    public static UInt128 PrefixOf(ReadOnlySpan<byte> token) => ReadPrefix(token);

    private static UInt128 ReadPrefix(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    private static long ReadPosition(ReadOnlySpan<byte> bytes) => ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]);

    private static void WritePosition(Span<byte> destination, long position)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(position >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)position);
    }

    private static OnboardingException Damaged(string fault) => new(Reasons.MembersDamaged, "the member file of an output " + fault);
}
