using Onboarding.Keys;
using Onboarding.Plans.Rules;

namespace Onboarding.Plans;

/// <summary>What a review without refusals leaves: facts, parsed and resolved. Behind both kinds of approved plan.</summary>
internal sealed class ReviewedPlan
{
    public required string Id { get; init; }

    public required bool IsMatch { get; init; }

    public required Domain Domain { get; init; }

    /// <summary>The sender's signing key; null where audiences are not signed.</summary>
    public string? SigningKey { get; init; }

    /// <summary>The sender's public keys that the recipient's plan pins; with any of them an audience must be signed.</summary>
    public IReadOnlyList<SenderKey> Senders { get; init; } = [];

    public required PlanSource Source { get; init; }

    public required PlanSuppression Suppression { get; init; }

    /// <summary>The platform's upload; null for an audience.</summary>
    public Delivery.Uploads.UploadTarget? Upload { get; init; }

    public required string Key { get; init; }

    public required PlanFacts Facts { get; init; }

    public required PlanDate DeleteBy { get; init; }

    public required PlanDate UseBy { get; init; }

    /// <summary>Dates of the review that are compared again at the moment of acting.</summary>
    public required IReadOnlyList<PlanExpiry> Expiries { get; init; }

    public required int MinimumMembers { get; init; }

    /// <summary>SHA-256 of plan and dossier as they were reviewed, in hex: the ledger names them.</summary>
    public required string Digest { get; init; }

    /// <summary>A person's approval of the two that holds; null where there is none.</summary>
    public HeldApproval? Approval { get; init; }

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
