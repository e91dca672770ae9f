namespace Onboarding.Plans;

/// <summary>The closed list of purposes (rule PUR-01) and what the label says of each.</summary>
internal static class Purposes
{
    public const string Advertising = "advertising";
    public const string AdvertisingExclusion = "advertising-exclusion";
    public const string Survey = "survey";

    public static readonly string[] All = [Advertising, AdvertisingExclusion, Survey];

    public static string[] DpvTerms(string purpose) => purpose == Survey ? ["onb:Survey"] : ["dpv:TargetedAdvertising", "dpv:DirectMarketing"];
}
