using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Audiences;

/// <summary>One field of an output: how its values can be attributed, and how many there are.</summary>
/// <param name="Field">The field, under the name of plans.</param>
/// <param name="AttributableBy">Who can attribute its values.</param>
/// <param name="Count">How many values.</param>
internal sealed record LabelPart(string Field, Attribution AttributableBy, long Count)
{
    /// <summary>The sections of an audience.</summary>
    public static IReadOnlyList<LabelPart> OfTokens(KeyCard card, IReadOnlyDictionary<IdentifierKind, long> counts)
    {
        var attribution = card.Type == KeyType.Salt ? Attribution.SaltHolder : Attribution.RecipientHoldsKey;
        return [.. counts.OrderBy(c => c.Key).Select(c => new LabelPart(IdentifierKinds.GetName(c.Key), attribution, c.Value))];
    }

    /// <summary>The columns of a platform's file: hashed without a key, or plain where the platform takes them so.</summary>
    public static IReadOnlyList<LabelPart> OfFields(PlatformPreset platform, IEnumerable<KeyValuePair<string, long>> counts)
    {
        return [.. counts.Select(c => new LabelPart(c.Key, platform.PlainFields.Contains(c.Key) ? Attribution.Anyone : Attribution.AnyoneWithTheIdentifier, c.Value))];
    }
}
