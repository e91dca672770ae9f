using Onboarding.Records;

namespace Onboarding.Matching.Indexes;

/// <summary>The counts of a reading as bytes.</summary>
internal static class IndexCounts
{
    public static void Write(BinaryWriter writer, OwnUserCounts counts)
    {
        writer.Write(counts.Rows);
        writer.Write(counts.Malformed);
        foreach (var codes in (SortedDictionary<string, long>[])[counts.Dropped, counts.Rejected])
        {
            writer.Write(codes.Count);
            foreach (var (code, count) in codes)
            {
                writer.Write(code);
                writer.Write(count);
            }
        }

        var cells = counts.Cells;
        foreach (var count in (long[])[cells.Apostrophes, cells.Phones, cells.PhonesByDefaultRegion, cells.PhonesOfOtherCountries, cells.UnreadableBirthDates, cells.ConsentConflicts, cells.ConsentAgainstHeader, cells.ExternalIds, cells.NationalNumbers])
        {
            writer.Write(count);
        }

        foreach (var texts in (IReadOnlyList<string>[])[counts.UnreadColumns, counts.Notes])
        {
            writer.Write(texts.Count);
            foreach (var text in texts)
            {
                writer.Write(text);
            }
        }
    }

    public static OwnUserCounts Read(BinaryReader reader)
    {
        var counts = new OwnUserCounts { Rows = reader.ReadInt64(), Malformed = reader.ReadInt64() };
        foreach (var codes in (SortedDictionary<string, long>[])[counts.Dropped, counts.Rejected])
        {
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                codes.Add(reader.ReadString(), reader.ReadInt64());
            }
        }

        counts.Cells = new CellCounts
        {
            Apostrophes = reader.ReadInt64(),
            Phones = reader.ReadInt64(),
            PhonesByDefaultRegion = reader.ReadInt64(),
            PhonesOfOtherCountries = reader.ReadInt64(),
            UnreadableBirthDates = reader.ReadInt64(),
            ConsentConflicts = reader.ReadInt64(),
            ConsentAgainstHeader = reader.ReadInt64(),
            ExternalIds = reader.ReadInt64(),
            NationalNumbers = reader.ReadInt64(),
        };
        counts.UnreadColumns = ReadTexts();
        counts.Notes = ReadTexts();
        return counts;

        string[] ReadTexts() => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
    }
}
