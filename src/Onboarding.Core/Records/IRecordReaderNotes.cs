namespace Onboarding.Records;

/// <summary>What a reader can say about its source besides the records; a reader that has nothing to say does without it.</summary>
public interface IRecordReaderNotes
{
    /// <summary>What was found out about the source, such as its encoding; complete when everything was read. Holds no value of a record.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>What the source's files show besides, once for each file that shows it; complete when everything was read. None unless a reader says so.</summary>
    IReadOnlyList<SourceSign> Signs => [];

    /// <summary>Where the record of a position stands, for messages and the private report. May be called after the reader was closed.</summary>
    /// <param name="position">The position that the reader gave to a record or a malformed row.</param>
    /// <returns>The file, where the source is made of several, else null; and the line or row number in it.</returns>
    (string? File, long Line) Locate(long position);
}
