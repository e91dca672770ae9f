using Onboarding.Csv;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding;

/// <summary>Single opt-out lists from CSV files, for an import into a store.</summary>
public static class CsvSuppressionListExtensions
{
    extension(SuppressionList)
    {
        /// <summary>The opt-out lists that a sender's plan names.</summary>
        /// <param name="plan">A plan that passed its review.</param>
        public static IReadOnlyList<SuppressionList> AllFromPlan(ApprovedPlan plan)
        {
            ArgumentNullException.ThrowIfNull(plan);
            return [.. plan.Suppression.Lists.Select(list => CsvSuppressionExtensions.CreateList(list, plan.Source))];
        }

        /// <summary>The opt-out lists that a recipient's plan names.</summary>
        /// <param name="plan">A plan that passed its review.</param>
        public static IReadOnlyList<SuppressionList> AllFromPlan(ApprovedMatchPlan plan)
        {
            ArgumentNullException.ThrowIfNull(plan);
            return [.. plan.Suppression.Lists.Select(list => CsvSuppressionExtensions.CreateList(list, plan.Source))];
        }

        /// <summary>A list in one CSV file, as old as the file.</summary>
        /// <param name="path">The file.</param>
        /// <param name="column">The column that counts.</param>
        /// <param name="region">The region of phone numbers in national spelling.</param>
        public static SuppressionList FromCsv(string path, SuppressionColumn column, PhoneRegion region = default)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            ArgumentNullException.ThrowIfNull(column);
            var full = Path.GetFullPath(path);
            return new SuppressionList(Path.GetFileName(full), new CsvRecordSource(new CsvInput([full], new CsvFileOptions { HasFooter = false })), [column], () => SourceFiles.GetOldestTime([full]), region);
        }
    }
}
