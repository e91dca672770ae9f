namespace Onboarding.Csv;

/// <summary>Looks again at a row whose quotes the CSV reader found fault with: it names the first fault only.</summary>
internal static class QuoteCheck
{
    /// <summary>Whether quotes stand only inside fields that are not quoted, where they are text. Such a row has lost nothing.</summary>
    /// <param name="row">The row as it stands in the file.</param>
    /// <param name="separator">The separator.</param>
    /// <param name="isUnclosed">Whether a quoted field goes on to the end.</param>
    public static bool IsHarmless(ReadOnlySpan<byte> row, byte separator, out bool isUnclosed)
    {
        isUnclosed = false;
        var isHarmless = true;
        while (true)
        {
            if (row.StartsWith("\""u8))
            {
                var end = FindClosingQuote(row);
                if (end < 0)
                {
                    isUnclosed = true;
                    return false;
                }

                row = row[(end + 1)..];
                isHarmless &= row.IsEmpty || row[0] == separator;
            }

            var next = row.IndexOf(separator);
            if (next < 0)
            {
                return isHarmless;
            }

            row = row[(next + 1)..];
        }
    }

    private static int FindClosingQuote(ReadOnlySpan<byte> field)
    {
        for (var i = 1; i < field.Length; i++)
        {
            if (field[i] == '"')
            {
                if (i + 1 == field.Length || field[i + 1] != '"')
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }
}
