using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>Exports of HubSpot.</summary>
internal static class HubSpotPresets
{
    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "hubspot-contacts",
            Name = "HubSpot contacts, export of a view",
            Grade = "B, property names A",
            Signature = ["Record ID", "Lifecycle Stage", "Marketing contact status", "Lead Status"],
            Absent = ["Unsubscribed Mode"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Mobile Phone Number", "Phone Number"],
                ["external_id"] = ["Record ID"],
                ["country"] = ["Country/Region"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
                ["street"] = ["Street Address"],
                ["city"] = ["City"],
                ["state"] = ["State/Region"],
                ["postal_code"] = ["Postal Code"],
                ["date_of_birth"] = ["Date of birth"],
            },
            Consent =
            [
                new("Unsubscribed from all email", Email, Denies),
                new("Opted out of email*", Email, Denies),
                new("Marketing email confirmation*", Email, Status),
            ],
            Split = new() { ["email"] = ";", ["phone"] = ";" },
            Remarks =
            [
                "The default view has no column that says who opted out: add *Unsubscribed from all email* to the view, or name the export of unsubscribes as an opt-out list.",
                "*Marketing contact status* is about billing and says nothing of consent; it is not read.",
                "The names of columns are in the language of whoever exports: only English ones are known.",
            ],
        },
        new()
        {
            Id = "hubspot-unsubscribes",
            Name = "HubSpot unsubscribes and bounces",
            Grade = "A",
            Signature = ["Portal Unsubscribe", "Global Bounce", "Portal Spam Report", "Portal Bounce"],
            Content = PresetContent.OptOuts,
            Columns = new() { ["email"] = ["Email", "Email Address", "Recipient"] },
            Consent =
            [
                new("Portal Unsubscribe", Email, Denies) { IsRequired = true },
                new("Portal Bounce", Email, Denies),
                new("Portal Spam Report", Email, Denies),
                new("Global Bounce", Email, Denies),
                new("Marketing Information", Email, Denies),
                new("*", Email, Flag),
            ],
            Remarks = ["Holds people whose contact was deleted too: the only place that still knows of their no.", "Each type of e-mail has a column of its own; a yes in any of them counts."],
        },
    ];
}
