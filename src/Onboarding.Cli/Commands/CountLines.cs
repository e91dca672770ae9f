namespace Onboarding.Cli.Commands;

/// <summary>Where every row went, in lines for people.</summary>
internal static class CountLines
{
    public static void Print(RunCounts counts, TimeSpan duration)
    {
        var output = Console.Out;
        Line("rows", counts.Rows, $"read in {Text.Seconds(duration)}");
        Line("members", counts.Members, "in the audience");
        Line("suppressed", counts.Suppressed, $"said no ({Text.Number(counts.SuppressedByPerson)} in another row of the same person, {Text.Number(counts.SuppressedAtWrite)} found only by the check at writing)");
        Line("dropped", counts.Dropped, Text.Counts(counts.DroppedByCode));
        Line("duplicates", counts.Duplicates, "same identifiers as an earlier row");
        Line("malformed", counts.Malformed, Text.Counts(counts.MalformedByReason));
        output.WriteLine();
        if (counts.Rejected.Count > 0)
        {
            output.WriteLine("Rejected identifiers (a row with another good one is still used; docs/cells.md says what each means):");
            foreach (var (code, count) in counts.Rejected.OrderByDescending(r => r.Value))
            {
                output.WriteLine($"  {code,-24}{Text.Number(count),8}");
            }

            output.WriteLine();
        }

        if (counts.Cells.Phones > 0)
        {
            output.WriteLine($"Phone numbers: {Text.Number(counts.Cells.Phones)}, of them {Text.Number(counts.Cells.PhonesByDefaultRegion)} in national spelling taken for the plan's region, {Text.Number(counts.Cells.PhonesOfOtherCountries)} of other countries.");
        }

        if (counts.Cells.Apostrophes > 0)
        {
            output.WriteLine($"{Text.Number(counts.Cells.Apostrophes)} cells began with a spreadsheet's apostrophe, which was taken off.");
        }

        if (counts.Cells.UnreadableBirthDates > 0)
        {
            output.WriteLine($"{Text.Number(counts.Cells.UnreadableBirthDates)} birth dates could not be read in the plan's format.");
        }

        void Line(string name, long count, string note) => output.WriteLine($"  {name,-12}{Text.Number(count),10}   {note}".TrimEnd());
    }

    public static void PrintOptOuts(IReadOnlyDictionary<string, long> unreadable)
    {
        if (unreadable.Count > 0)
        {
            Console.Out.WriteLine($"Warning: {Text.Number(unreadable.Values.Sum())} values of the opt-out lists could not be read ({Text.Counts(unreadable)}).");
            Console.Out.WriteLine("  Each may be somebody's objection: correct the lines that the report names, and run again.");
        }
    }
}
