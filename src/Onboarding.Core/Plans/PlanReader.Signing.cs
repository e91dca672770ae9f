using Onboarding.Keys;

namespace Onboarding.Plans;

// Who signs, and whose signature is wanted.
internal sealed partial class PlanReader
{
    private const int MaxSenders = 8;

    private string? ReadSigningKey()
    {
        Require(!IsMatch || _plan.SigningKey is null, Reasons.PlanInvalid, "$.signingKey", "a plan to match signs nothing; it names the sender's public key in \"sender\"");
        Require(_plan.SigningKey is null || (_plan.SigningKey != _plan.Key && _plan.SigningKey != _plan.Suppression?.Key), Reasons.DomainReused, "$.signingKey", "the signing key is the party or suppression key");
        return _plan.SigningKey is { } reference ? ResolveKey(reference, "$.signingKey") : null;
    }

    private List<SenderKey> ReadSenders()
    {
        Require(IsMatch || _plan.Sender is null, Reasons.PlanInvalid, "$.sender", "a plan to send pins no sender: it is the sender's own");
        var senders = new List<SenderKey>();
        foreach (var text in _plan.Sender?.PublicKey.Names ?? [])
        {
            var isKey = SenderKey.TryParse(text, out var sender);
            Require(isKey, Reasons.PlanInvalid, "$.sender.publicKey", "the text is no public key: 124 characters of base64 are wanted, as `onboard keys create --signing` prints them");
            if (isKey)
            {
                senders.Add(sender!);
            }
        }

        Require(senders.DistinctBy(s => s.Fingerprint).Count() == senders.Count, Reasons.PlanInvalid, "$.sender.publicKey", "a key stands twice");
        Require(senders.Count <= MaxSenders, Reasons.PlanInvalid, "$.sender.publicKey", $"more than {MaxSenders} keys are pinned");
        return senders;
    }
}
