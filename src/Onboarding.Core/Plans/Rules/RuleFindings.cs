namespace Onboarding.Plans.Rules;

/// <summary>Where a rule says what it found.</summary>
internal sealed class RuleFindings(PlanRule rule, DateTimeOffset now, List<Finding> findings, List<PlanExpiry> expiries)
{
    /// <summary>The fact is there and nothing speaks against it.</summary>
    public void Pass(string path, string seen) => findings.Add(new Finding(rule.Id, rule.Source, FindingLevel.Pass, path, seen));

    public void Warn(Reason reason, string path, string seen) => findings.Add(new Finding(reason, FindingLevel.Warning, path, seen));

    public void Refuse(Reason reason, string path, string seen) => findings.Add(new Finding(reason, FindingLevel.Refusal, path, seen));

    /// <summary>Refuses unless the condition holds; says whether it does.</summary>
    public bool Require(bool condition, Reason reason, string path, string seen)
    {
        if (!condition)
        {
            Refuse(reason, path, seen);
        }

        return condition;
    }

    /// <summary>Refuses where a date is none or lies in the past. It is compared again when the run acts.</summary>
    public bool RequireFuture(string? date, Reason reason, string path, string what)
    {
        if (!PlanDate.TryParse(date, out var parsed))
        {
            Refuse(Reasons.PlanInvalid, path, $"{what} has no day (2026-12-31) or term (P90D) until which it holds");
            return false;
        }

        expiries.Add(new PlanExpiry(parsed, reason, path, what));
        return Require(parsed.Resolve(now) >= now, reason, path, $"{what} ended on {date}");
    }
}

/// <summary>A date of plan or dossier that is compared again at the moment of acting.</summary>
internal sealed record PlanExpiry(PlanDate Date, Reason Reason, string Path, string What);
