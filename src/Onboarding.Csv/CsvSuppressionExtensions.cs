using Onboarding.Csv;
using Onboarding.Plans;
using Onboarding.Suppression;

namespace Onboarding;

/// <summary>Opt-out lists from CSV files.</summary>
public static class CsvSuppressionExtensions
{
    extension(SuppressionSource)
    {
        /// <summary>The opt-out lists that a sender's plan names; each list is as old as its oldest file.</summary>
        /// <param name="plan">A plan that passed its review.</param>
        /// <exception cref="ArgumentException">The plan takes its lists from code.</exception>
        public static SuppressionSource FromPlan(ApprovedPlan plan)
        {
            ArgumentNullException.ThrowIfNull(plan);
            return Create(plan.Suppression, plan.Source);
        }

        /// <summary>The opt-out lists that a recipient's plan names; each list is as old as its oldest file.</summary>
        /// <param name="plan">A plan that passed its review.</param>
        /// <exception cref="ArgumentException">The plan takes its lists from code.</exception>
        public static SuppressionSource FromPlan(ApprovedMatchPlan plan)
        {
            ArgumentNullException.ThrowIfNull(plan);
            return Create(plan.Suppression, plan.Source);
        }
    }

    private static SuppressionSource Create(PlanSuppression suppression, PlanSource source)
    {
        if (suppression.ConfirmedEmpty is { } reference)
        {
            return SuppressionSource.ConfirmedEmpty(reference);
        }

        if (suppression.Store)
        {
            return SuppressionSource.FromStore();
        }

        if (suppression.FromCode || suppression.Lists.Count == 0)
        {
            throw new ArgumentException("The plan takes opt-out lists from code; hand over a SuppressionSource of your own.", nameof(suppression));
        }

        return SuppressionSource.FromLists([.. suppression.Lists.Select(list => CreateList(list, source))]);
    }

    internal static SuppressionList CreateList(PlanSuppressionList list, PlanSource source)
    {
        var options = new CsvFileOptions { Separator = list.Separator, Encoding = list.Encoding, Members = list.Members, HasFooter = false, Check = list.Check };
        return list.Open(new CsvRecordSource(new CsvInput(list.Paths, options)), source, () => SourceFiles.GetOldestTime(list.Paths));
    }
}
