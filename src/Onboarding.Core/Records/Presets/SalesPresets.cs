using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>Exports of programs for sales besides HubSpot, Salesforce and Dynamics.</summary>
internal static class SalesPresets
{
    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "zoho",
            Name = "Zoho CRM, contacts or leads",
            Grade = "B",
            Signature = ["Record Id", "Email Opt Out", "Unsubscribed Mode"],
            Columns = new()
            {
                ["email"] = ["Email", "Secondary Email"],
                ["phone"] = ["Mobile", "Phone"],
                ["external_id"] = ["Record Id"],
                ["country"] = ["Mailing Country", "Country"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
                ["street"] = ["Mailing Street", "Street"],
                ["city"] = ["Mailing City", "City"],
                ["postal_code"] = ["Mailing Zip", "Zip Code"],
                ["date_of_birth"] = ["Date of Birth"],
            },
            Consent = [new("Email Opt Out", Email, Denies), new("Unsubscribed Mode", Email, DeniedAt), new("Unsubscribed Time", Email, DeniedAt)],
            Remarks = ["A box that is not ticked says that nobody objected, and is no consent.", "Columns whose names end in `.id` are internal and not read."],
        },
        new()
        {
            Id = "pipedrive",
            Name = "Pipedrive people",
            Grade = "B",
            Signature = ["Person - Name", "Person - Email*", "Person - Phone*", "Person - Marketing status", "Person - ID"],
            Columns = new()
            {
                ["email"] = ["Person - Email*"],
                ["phone"] = ["Person - Phone*"],
                ["external_id"] = ["Person - ID"],
                ["first_name"] = ["Person - First name"],
                ["last_name"] = ["Person - Last name"],
            },
            Consent = [new("Person - Marketing status", Email, Status)],
            Split = new() { ["email"] = ",", ["phone"] = "," },
            Remarks = ["Several values can stand in one cell, with commas between them."],
        },
        new()
        {
            Id = "odoo",
            Name = "Odoo contacts (res.partner), with technical names",
            Grade = "A, C for the blacklist",
            Signature = ["id", "name", "country_id", "country_id/id", "street", "zip", "is_company", "street2", "state_id"],
            SignatureCount = 5,
            Columns = new()
            {
                ["email"] = ["email"],
                ["phone"] = ["mobile", "phone"],
                ["external_id"] = ["id"],
                ["country"] = ["country_id"],
                ["street"] = ["street", "street2"],
                ["city"] = ["city"],
                ["postal_code"] = ["zip"],
            },
            Consent = [new("is_blacklisted", Email, Denies), new("Blacklist", Email, Denies)],
            Countries = new(("False", "")),
            Remarks =
            [
                "By default no column says what anybody agreed to or refused: add *is_blacklisted* to the export.",
                "An empty country is written `False`, which is read as none.",
                "First and last name stand in one cell, which is not taken apart.",
            ],
        },
    ];
}
