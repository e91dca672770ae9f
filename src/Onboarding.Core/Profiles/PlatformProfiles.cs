using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Profiles;

/// <summary>The profiles that the library knows; docs/profiles.md shows them. Each begins with the value as given, never with its canonical form, which has lost what some platforms keep.</summary>
internal static partial class PlatformProfiles
{
    private const string SpaceInside = "In a run an address with a space inside is rejected before `drop-spaces` could act: it has no canonical form, and the reason is `INNER_SPACE`.";

    private static readonly DateOnly s_readOn = new(2026, 11, 21);

    public static IReadOnlyList<PlatformProfile> All { get; } =
    [
        CreateGoogle(), CreateMeta(), CreateTikTok(), CreateSnap(), CreatePinterest(), CreateLinkedIn(), CreateMicrosoft(), CreateAmazon(), CreateReddit(),
        CreateX(), CreateYahoo(), CreateUid2(), CreateEuid(), CreateTheTradeDesk(), CreateLiveRamp(), CreateCriteo(), CreateOptable(),
    ];

    public static PlatformProfile? Find(string? id) => All.FirstOrDefault(p => p.Id == id);

    private static FieldProfile Hashed(ProfileField field, string grade, string source, FormStep[] steps, string? choice = null)
    {
        return new() { Field = field, IsHashed = true, Steps = steps, Grade = grade, Source = new Uri(source), Choice = choice };
    }

    private static FieldProfile Plain(ProfileField field, string grade, string source, FormStep[] steps, string? choice = null, string[]? prefixes = null)
    {
        return new() { Field = field, IsHashed = false, Steps = steps, Grade = grade, Source = new Uri(source), Choice = choice, Prefixes = prefixes ?? [] };
    }

    // The rule that most platforms publish.
    private static FieldProfile LowerEmail(string grade, string source, string? choice = null)
    {
        return Hashed(Email, grade, source, [FormSteps.Lower, FormSteps.NoSpaces, FormSteps.OneAt], choice);
    }
}
