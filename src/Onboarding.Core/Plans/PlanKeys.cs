namespace Onboarding.Plans;

/// <summary>The key references of a plan that need not be valid any more: people are taken out under ended plans too.</summary>
internal sealed record PlanKeys(string Key, string SuppressionKey, string IdColumn)
{
    private const string FilePrefix = "file:";

    public static async ValueTask<PlanKeys> ReadAsync(string planPath, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(planPath);
        var plan = PlanJson.Parse(Path.GetFileName(path), await PlanJson.ReadAsync(path, cancellationToken).ConfigureAwait(false), PlanJson.Default.PlanFile);
        var suppression = plan.Suppression ?? throw new OnboardingException(Reasons.PlanInvalid, "$.suppression: the plan names no suppression key");
        return new PlanKeys(Resolve(plan.Key), Resolve(suppression.Key), plan.Source.IdColumn ?? "id");

        string Resolve(string reference) => reference.StartsWith(FilePrefix, StringComparison.Ordinal) ? FilePrefix + Path.Combine(Path.GetDirectoryName(path)!, reference[FilePrefix.Length..]) : reference;
    }
}
