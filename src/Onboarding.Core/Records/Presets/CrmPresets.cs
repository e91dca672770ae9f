namespace Onboarding.Records;

/// <summary>The exports of CRM and shop systems that are known (docs/presets.md).</summary>
internal static class CrmPresets
{
    /// <summary>What a plan writes to have the preset found by the header.</summary>
    public const string Auto = "auto";

    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        .. ShopifyPresets.All,
        .. HubSpotPresets.All,
        .. SalesforcePresets.All,
        DynamicsPreset.Contacts,
        .. MailchimpPresets.All,
        .. MarketingPresets.All,
        .. ShopPresets.All,
        .. MagentoPresets.All,
        .. SalesPresets.All,
    ];

    public static CrmPreset? Find(string id) => All.FirstOrDefault(p => p.Id == id);

    /// <summary>The presets that a file looks like: one where it is the export of a known system as that writes it.</summary>
    public static IReadOnlyList<CrmPreset> Detect(SourceHeader header) => [.. All.Where(p => p.Fits(header))];
}
