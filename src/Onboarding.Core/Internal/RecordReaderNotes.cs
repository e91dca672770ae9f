using Onboarding.Records;

namespace Onboarding.Internal;

/// <summary>The notes of any reader.</summary>
internal static class RecordReaderNotes
{
    extension(IRecordReader reader)
    {
        /// <summary>The reader's notes; none where it has none.</summary>
        public IReadOnlyList<string> Notes => (reader as IRecordReaderNotes)?.Notes ?? [];

        /// <summary>The reader's signs; none where it has no notes.</summary>
        public IReadOnlyList<SourceSign> Signs => (reader as IRecordReaderNotes)?.Signs ?? [];

        /// <summary>The reader's word on a position; without one, the position is the line.</summary>
        public (string? File, long Line) Locate(long position) => (reader as IRecordReaderNotes)?.Locate(position) ?? (null, position);
    }
}
