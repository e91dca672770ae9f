using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Audiences;

/// <summary>One field of an output, and how its values can be attributed.</summary>
/// <param name="Field">The field, under the name of plans.</param>
/// <param name="AttributableBy">Who can attribute its values.</param>
internal sealed record LabelPart(string Field, Attribution AttributableBy)
{
    /// <summary>A section of an audience.</summary>
    public static LabelPart OfTokens(string field, KeyCard card) => new(field, card.Type == KeyType.Salt ? Attribution.SaltHolder : Attribution.RecipientHoldsKey);

    /// <summary>A column of a platform's file: hashed without a key, or plain where the platform takes it so.</summary>
    public static LabelPart OfColumn(string field, PlatformPreset platform) => new(field, platform.PlainFields.Contains(field) ? Attribution.Anyone : Attribution.AnyoneWithTheIdentifier);
}
