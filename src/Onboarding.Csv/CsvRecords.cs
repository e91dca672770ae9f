using Onboarding.Csv;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding;

/// <summary>Records from CSV files (RFC 4180), read as UTF-8 bytes with bounded memory.</summary>
public static class CsvRecords
{
    /// <summary>The source that a sender's plan names.</summary>
    /// <param name="plan">A plan that passed its review.</param>
    /// <exception cref="ArgumentException">The plan takes its records from code.</exception>
    public static IRecordSource FromPlan(ApprovedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return FromPlan(plan.Source, nameof(plan));
    }

    /// <summary>The source that a recipient's plan names.</summary>
    /// <param name="plan">A plan that passed its review.</param>
    /// <exception cref="ArgumentException">The plan takes its records from code.</exception>
    public static IRecordSource FromPlan(ApprovedMatchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return FromPlan(plan.Source, nameof(plan));
    }

    /// <summary>Any CSV file with a header row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">The separator; null to find it out from <c>, ; tab |</c>.</param>
    public static IRecordSource FromFile(string path, char? separator = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new CsvRecordSource(Path.GetFullPath(path), separator);
    }

    private static CsvRecordSource FromPlan(PlanSource source, string parameter)
    {
        return source.Path is null
            ? throw new ArgumentException("The plan takes its records from code; hand over an IRecordSource of your own.", parameter)
            : new CsvRecordSource(source.Path, source.Separator);
    }
}
