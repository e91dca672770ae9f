using System.Buffers.Binary;

namespace Onboarding.Delivery;

internal static partial class MemberFile
{
    /// <summary>The footer: where the sections of the plaintext are, and what they hold.</summary>
    private readonly record struct Layout(long SentLength, long IndexOffset, long Entries, long SparseOffset, long Members)
    {
        public const int Size = 40;

        public long IndexFrames => (Entries + EntriesPerFrame - 1) / EntriesPerFrame;

        private long Length => SparseOffset + (IndexFrames * PrefixLength) + Size;

        public static Layout Read(ReadOnlySpan<byte> footer, long length)
        {
            var layout = new Layout(Number(footer), Number(footer[8..]), Number(footer[16..]), Number(footer[24..]), Number(footer[32..]));
            return layout is { SentLength: >= 0, Entries: >= 0, Members: >= 0 } && layout.IndexOffset == EndOfFrame(layout.SentLength)
                && layout.SparseOffset == layout.IndexOffset + (layout.IndexFrames * FrameLength) && layout.Length == length
                ? layout
                : throw Damaged("has a footer that does not fit its length");

            static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);
        }

        public void Write(Span<byte> footer)
        {
            BinaryPrimitives.WriteInt64LittleEndian(footer, SentLength);
            BinaryPrimitives.WriteInt64LittleEndian(footer[8..], IndexOffset);
            BinaryPrimitives.WriteInt64LittleEndian(footer[16..], Entries);
            BinaryPrimitives.WriteInt64LittleEndian(footer[24..], SparseOffset);
            BinaryPrimitives.WriteInt64LittleEndian(footer[32..], Members);
        }

        private static long EndOfFrame(long offset) => (offset + FrameLength - 1) / FrameLength * FrameLength;
    }
}
