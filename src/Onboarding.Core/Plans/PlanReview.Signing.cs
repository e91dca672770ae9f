using Onboarding.Keys;

namespace Onboarding.Plans;

// Who signs, and whose signature is wanted.
public sealed partial class PlanReview
{
    private const int MaxSenders = 8;

    private string? CheckSigningKey()
    {
        Require(!IsMatch || _plan.SigningKey is null, Reasons.PlanInvalid, "$.signingKey", "a plan to match signs nothing; it names the sender's public key in \"sender\"");
        Require(_plan.SigningKey is null || (_plan.SigningKey != _plan.Key && _plan.SigningKey != _plan.Suppression?.Key), Reasons.DomainReused, "$.signingKey", "the signing key is the party or suppression key");
        return _plan.SigningKey is { } reference ? ResolveKey(reference, "$.signingKey") : null;
    }

    private List<SenderKey> CheckSender()
    {
        Require(IsMatch || _plan.Sender is null, Reasons.PlanInvalid, "$.sender", "a plan to send pins no sender: it is the sender's own");
        var senders = new List<SenderKey>();
        foreach (var text in _plan.Sender?.PublicKey.Names ?? [])
        {
            if (SenderKey.TryParse(text, out var sender))
            {
                senders.Add(sender);
                continue;
            }

            Refuse(Reasons.PlanInvalid, "$.sender.publicKey", "the text is no public key: SubjectPublicKeyInfo of a point on P-256 in base64, 124 characters, as `onboard keys create --signing` prints it");
        }

        Require(senders.DistinctBy(s => s.Fingerprint).Count() == senders.Count, Reasons.PlanInvalid, "$.sender.publicKey", "a key stands twice");
        Require(senders.Count <= MaxSenders, Reasons.PlanInvalid, "$.sender.publicKey", $"more than {MaxSenders} keys are pinned");
        return senders;
    }
}
