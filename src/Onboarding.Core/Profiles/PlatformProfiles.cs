namespace Onboarding.Profiles;

/// <summary>The profiles that the library knows.</summary>
internal static class PlatformProfiles
{
    public static IReadOnlyList<PlatformProfile> All { get; } = [];

    public static PlatformProfile? Find(string? id) => All.FirstOrDefault(p => p.Id == id);
}
