using Onboarding.Keys;

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

    public required string Key { get; init; }

    public required DossierFile Dossier { get; init; }

    public required PlanDate DeleteBy { get; init; }

    public required PlanDate UseBy { get; init; }

    public required PlanDate AgreementUntil { get; init; }

    public required int MinimumMembers { get; init; }

    /// <summary>SHA-256 of plan and dossier as they were approved, in hex: the ledger names them.</summary>
    public required string Digest { get; init; }

    /// <summary>The files of plan and dossier.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public required IReadOnlyList<Finding> Warnings { get; init; }

    /// <summary>The run's own side: who holds the suppression key.</summary>
    public string OwnParty => IsMatch ? Domain.Recipient : Domain.Controller;

    public PartyFile Party(string id) => Dossier.Parties.First(p => p.Id == id);

    public BasisFile Basis(string party) => Dossier.Bases!.First(b => b.Party == party);

    /// <summary>The gate of the review, again at the moment of acting.</summary>
    public void ThrowIfExpired(DateTimeOffset now)
    {
        if (AgreementUntil.Resolve(now) < now)
        {
            throw new OnboardingException(Reasons.AgreementExpired, $"agreement {Dossier.Agreement!.Id} ended on {Dossier.Agreement.ValidUntil}");
        }

        if (DeleteBy.Resolve(now) < now)
        {
            throw new OnboardingException(Reasons.DataExpired, "the plan's deleteBy lies in the past");
        }

        if (UseBy.Resolve(now) < now)
        {
            throw new OnboardingException(Reasons.UseByPassed, "the plan's useBy lies in the past");
        }
    }
}
