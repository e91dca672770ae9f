namespace Onboarding.Profiles;

/// <summary>Whose mobile advertising id a value is.</summary>
internal enum DeviceKind : byte
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Apple's identifier for advertisers; plan name <c>idfa</c>.</summary>
    Idfa,

    /// <summary>Google's advertising id; plan name <c>aaid</c>.</summary>
    Aaid,
}
