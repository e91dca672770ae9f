using System.Text.Json;

namespace Onboarding.Plans;

/// <summary>What differs between two plans and their dossiers, in words. Neither is reviewed: plans with refusals and open questions can be compared too.</summary>
public sealed class PlanDiff
{
    private PlanDiff(IReadOnlyList<PlanChange> changes) => Changes = changes;

    /// <summary>The changes, in the order of what they are about.</summary>
    public IReadOnlyList<PlanChange> Changes { get; }

    /// <summary>Whether an approval of the first plan holds for the second: nothing but weekly paths differs.</summary>
    public bool IsWeeklyOnly => Changes.All(c => c.Topic == PlanTopic.Weekly);

    /// <summary>Compares two plans, each with the dossier that it names.</summary>
    /// <param name="earlierPath">The path of the earlier plan.</param>
    /// <param name="laterPath">The path of the later plan.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>PLAN_INVALID</c>: a file is not there, is too long, is no JSON object, or has a member twice.</exception>
    public static async ValueTask<PlanDiff> ReadAsync(string earlierPath, string laterPath, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(earlierPath);
        ArgumentException.ThrowIfNullOrEmpty(laterPath);
        using var earlier = await ReadAsync(earlierPath, cancellationToken).ConfigureAwait(false);
        using var later = await ReadAsync(laterPath, cancellationToken).ConfigureAwait(false);
        using var earlierDossier = await ReadDossierAsync(earlierPath, earlier, cancellationToken).ConfigureAwait(false);
        using var laterDossier = await ReadDossierAsync(laterPath, later, cancellationToken).ConfigureAwait(false);
        var changes = new List<PlanChange>();
        new JsonComparison("", changes).Compare(earlier.RootElement, later.RootElement);
        new JsonComparison("dossier ", changes).Compare(earlierDossier.RootElement, laterDossier.RootElement);
        return new PlanDiff([.. changes.OrderBy(c => c.Topic)]);
    }

    private static async ValueTask<JsonDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        return PlanJson.ParseObject(Path.GetFileName(path), await PlanJson.ReadAsync(path, cancellationToken).ConfigureAwait(false));
    }

    private static ValueTask<JsonDocument> ReadDossierAsync(string planPath, JsonDocument plan, CancellationToken cancellationToken)
    {
        var name = plan.RootElement.TryGetProperty("dossier", out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        return string.IsNullOrWhiteSpace(name)
            ? throw new OnboardingException(Reasons.PlanInvalid, $"{Path.GetFileName(planPath)} names no dossier")
            : ReadAsync(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(planPath))!, name), cancellationToken);
    }
}
