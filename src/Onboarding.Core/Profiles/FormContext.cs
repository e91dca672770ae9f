namespace Onboarding.Profiles;

/// <summary>What a form depends on besides the value itself.</summary>
internal readonly ref struct FormContext
{
    /// <summary>The row's country as two capital letters (ISO 3166-1); empty where it is not known.</summary>
    public ReadOnlySpan<byte> Country { get; init; }

    /// <summary>Whose advertising ids a column holds; platforms that write Apple's and Google's differently cannot do without.</summary>
    public DeviceKind Device { get; init; }
}
