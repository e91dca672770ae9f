using Onboarding.Delivery;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding.Internal;

/// <summary>Gates of a run and a match that are checked at the moment of acting.</summary>
internal static class Gates
{
    public static void CheckOrigin(PlanSource source, IRecordSource records)
    {
        if (records.Origin != source.Origin)
        {
            throw new OnboardingException(Reasons.SourceNotPlanned, source.Path is null
                ? "the plan takes records from code, and the source that was handed over is a file"
                : "the plan names another source of records than the one that was handed over");
        }
    }

    public static void CheckOrigin(PlanSuppression planned, SuppressionSource suppression)
    {
        // A plan that names lists is not satisfied by others, by fewer columns of theirs, nor by somebody's word that there are none.
        var missing = planned.Lists.Count(p => !suppression.Lists.Any(l => l.Source.Origin == p.Origin && p.Columns.All(l.Columns.Contains)));
        var unplanned = suppression.Lists.Count(l => planned.Lists.All(p => p.Origin != l.Source.Origin));
        var word = suppression.EmptyReference;
        var isPlanned = word is not null ? planned.FromCode || word == planned.ConfirmedEmpty : planned.FromCode ? unplanned > 0 : unplanned == 0;
        if (missing > 0 || !isPlanned)
        {
            throw new OnboardingException(Reasons.SuppressionNotPlanned, $"{missing} of the {planned.Lists.Count} opt-out lists that the plan names were not handed over with all their columns, {unplanned} were that it does not name{(planned.FromCode ? ", and it expects some from code" : "")}");
        }
    }

    public static void CheckDemo(RunKeys keys, IDestination destination)
    {
        if (keys.Demo is { } demo && destination is not Outbox)
        {
            throw new OnboardingException(Reasons.DemoKey, $"key {demo.Id} is published, and the destination is not a folder");
        }
    }

    public static void CheckMalformed(PlanSource source, RecordBatch batch, IRecordReader reader)
    {
        if (source.StopOnMalformed && batch.Malformed.Count > 0)
        {
            var (position, reason) = batch.Malformed[0];
            var (file, line) = reader.Locate(position);
            throw new OnboardingException(Reasons.RowMalformed, $"{(file is null ? "" : file + ", ")}line {line}: {ReportNames.Of(reason)}, and the plan says stop");
        }
    }

    public static IEnumerable<Finding> Warn(long rows, IReadOnlyDictionary<string, long> dropped, CellCounts cells, PlanSource source)
    {
        foreach (var warning in DropWarnings.Find(rows, dropped, source))
        {
            yield return warning;
        }

        if (cells.LooksLikeNationalNumbers)
        {
            yield return new Finding(Plans.Rules.RuleReasons.NationalId, FindingLevel.Warning, "$.source.columns.external_id", $"{cells.NationalNumbers} of {cells.ExternalIds} external ids have the form of Dutch national numbers");
        }

        if (source.CountryColumn is null && cells.LooksMixed)
        {
            yield return new Finding(Reasons.PhoneMixedCountries, FindingLevel.Warning, "$.source.columns", $"{cells.PhonesOfOtherCountries} of {cells.Phones} phone numbers are of other countries than {source.Region}, {cells.PhonesByDefaultRegion} in national spelling were taken for {source.Region}, and no column of the country is mapped");
        }
    }

    /// <summary>Fields that are mapped and of little use: a wrong column or region shows here and nowhere else.</summary>
    public static IEnumerable<Finding> WarnOfFields(RunCounts counts)
    {
        const int Few = 20;
        foreach (var (kind, values) in counts.Kinds.Where(k => k.Value.Rejected > Few && k.Value.Rejected > k.Value.Accepted))
        {
            var largest = values.RejectedByCode.Where(r => r.Key != "EMPTY").MaxBy(r => r.Value);
            yield return new Finding(DropReasons.FieldUnusable, FindingLevel.Warning, "$.source.columns." + kind, $"{values.Rejected} of {values.Rejected + values.Accepted} values have no canonical form; most frequent: {largest.Key} ({largest.Value} times)");
        }
    }

    /// <summary>A list that is shorter than a platform uses is lost work; everybody on it must also be found there.</summary>
    public static IEnumerable<Finding> WarnOfPlatform(RunCounts counts, ReviewedPlan plan)
    {
        if (plan.Facts.Platform is { MinimumMembers: { } minimum } platform && counts.Members < minimum)
        {
            yield return new Finding(Reasons.PlatformMinimum, FindingLevel.Warning, "$.destination", $"{counts.Members} people would be sent, and {platform.Name} uses no list of fewer than {minimum}");
        }
    }

    public static void CheckMembers(RunCounts counts, ReviewedPlan plan, RunKeys keys)
    {
        if (FindMembers(counts, plan, keys) is { } finding)
        {
            throw new OnboardingException(finding.Reason!, finding.Seen);
        }
    }

    public static Finding? FindMembers(RunCounts counts, ReviewedPlan plan, RunKeys keys)
    {
        if (counts.Members == 0)
        {
            // Rows without an identifier are explained by what was wrong with the values. An empty cell is the most frequent thing in any export, and seldom the reason.
            var largest = counts.DroppedByCode.OrderByDescending(c => c.Value).FirstOrDefault();
            var rejected = counts.Rejected.Where(r => r.Key != "EMPTY").OrderByDescending(c => c.Value).FirstOrDefault();
            largest = rejected.Key is not null && (largest.Key is null || largest.Key == DropReasons.NoIdentifier.Code) ? rejected : largest;
            var why = largest.Key is null ? $"{counts.Rows} rows, {counts.Suppressed} suppressed, {counts.Malformed} malformed" : $"most frequent: {largest.Key} ({largest.Value} times in {counts.Rows} rows)";
            return new Finding(Reasons.NoMembers, FindingLevel.Refusal, "$", "nobody is left in the audience; " + why);
        }

        // Demo keys can only go to a folder, and protect nobody anyway.
        return counts.Members < plan.MinimumMembers && !keys.Party.IsDemo
            ? new Finding(Reasons.AudienceTooSmall, FindingLevel.Refusal, "$", $"the audience has fewer members than the plan's minimum of {plan.MinimumMembers}")
            : null;
    }
}
