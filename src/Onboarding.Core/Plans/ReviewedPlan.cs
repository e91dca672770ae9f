using Onboarding.Keys;
using Onboarding.Plans.Rules;

namespace Onboarding.Plans;

/// <summary>What a review without refusals leaves: facts, parsed and resolved. Behind both kinds of approved plan.</summary>
internal sealed class ReviewedPlan
{
    public required string Id { get; init; }

    public required bool IsMatch { get; init; }

    public required Domain Domain { get; init; }

    public required PlanSource Source { get; init; }

    public required PlanSuppression Suppression { get; init; }

    public required string Key { get; init; }

    public required PlanFacts Facts { get; init; }

    public required PlanDate DeleteBy { get; init; }

    public required PlanDate UseBy { get; init; }

    /// <summary>Dates of the review that are compared again at the moment of acting.</summary>
    public required IReadOnlyList<PlanExpiry> Expiries { get; init; }

    public required int MinimumMembers { get; init; }

    /// <summary>SHA-256 of plan and dossier as they were reviewed, in hex: the ledger names them.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether a person's approval of the two is on record and holds.</summary>
    public bool HasApproval { get; init; }

    /// <summary>The files of plan and dossier.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Everything that the review found, passes included.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public DossierFile Dossier => Facts.Dossier;

    /// <summary>What has to be known in spite of the approval: warnings and overridden refusals.</summary>
    public IReadOnlyList<Finding> Warnings => [.. Findings.Where(f => f.Level is FindingLevel.Warning or FindingLevel.Overridden)];

    /// <summary>The run's own side: who holds the suppression key.</summary>
    public string OwnParty => IsMatch ? Domain.Recipient : Domain.Controller;

    public PartyFile Party(string id) => Dossier.Parties.First(p => p.Id == id);

    /// <summary>The gate of the review, again at the moment of acting.</summary>
    public void ThrowIfExpired(DateTimeOffset now)
    {
        if (Expiries.FirstOrDefault(e => e.Date.Resolve(now) < now) is { } expired)
        {
            throw new OnboardingException(expired.Reason, $"{expired.Path}: {expired.What} has ended since the review");
        }
    }
}
