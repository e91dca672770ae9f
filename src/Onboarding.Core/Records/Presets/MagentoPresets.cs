using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>Exports of Magento and Adobe Commerce.</summary>
internal static class MagentoPresets
{
    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "magento-customers",
            Name = "Magento, Customers Main File",
            Grade = "A",
            Signature = ["_website", "_store", "group_id"],
            SignatureCount = 3,
            Columns = new()
            {
                ["email"] = ["email"],
                ["first_name"] = ["firstname"],
                ["last_name"] = ["middlename", "lastname"],
                ["date_of_birth"] = ["dob"],
                ["gender"] = ["gender"],
            },
            DateFormat = "yyyy-MM-dd",
            Remarks =
            [
                "No column says what anybody agreed to or refused: name the export of newsletter subscribers as an opt-out list.",
                "Carries *password_hash*, *rp_token* and *password*, which are never read.",
                "The middle name is read as part of the last name, because Dutch shops keep its prefix (*de*, *van der*) there; map `last_name` yourself where it is a second first name.",
                "An address can stand there once for each website.",
            ],
        },
        new()
        {
            Id = "magento-grid",
            Name = "Magento, grid of customers",
            Grade = "A",
            Signature = ["Customer Since", "Web Site"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Phone"],
                ["external_id"] = ["ID"],
                ["country"] = ["Country"],
                ["state"] = ["State/Province"],
                ["postal_code"] = ["ZIP"],
                ["date_of_birth"] = ["Date of Birth"],
                ["gender"] = ["Gender"],
            },
            Remarks =
            [
                "No column says what anybody agreed to or refused; *Confirmed email* is no consent.",
                "The names of columns are in the administrator's language: only English ones are known.",
                "First and last name stand in one cell, which is not taken apart.",
            ],
        },
        new()
        {
            Id = "magento-newsletter",
            Name = "Magento, newsletter subscribers",
            Grade = "A",
            Signature = ["Customer First Name", "Store View", "Status"],
            SignatureCount = 3,
            Columns = new()
            {
                ["email"] = ["Email"],
                ["first_name"] = ["Customer First Name"],
                ["last_name"] = ["Customer Last Name"],
            },
            Consent = [new("Status", Email, Status) { IsRequired = true }],
            Remarks = ["`----` stands for an empty name."],
        },
    ];
}
