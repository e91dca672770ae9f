using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>Exports of Salesforce.</summary>
internal static class SalesforcePresets
{
    private const string NotAConsent = "A box that is not ticked says that nobody objected, and is no consent.";

    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "salesforce-report",
            Name = "Salesforce report of contacts",
            Grade = "B",
            Signature = ["Mailing Zip/Postal Code", "Account Name", "Contact ID"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Mobile", "Phone"],
                ["external_id"] = ["Contact ID"],
                ["country"] = ["Mailing Country"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
                ["street"] = ["Mailing Street"],
                ["city"] = ["Mailing City"],
                ["state"] = ["Mailing State/Province"],
                ["postal_code"] = ["Mailing Zip/Postal Code"],
                ["date_of_birth"] = ["Birthdate"],
            },
            Consent =
            [
                new("Email Opt Out", Email, Denies),
                new("Do Not Call", Phone, Denies),
                new("Fax Opt Out", Fax, Denies),
                new("Email Bounced Date", Email, DeniedAt),
            ],
            Remarks = [NotAConsent, "The lines under the rows (name of the report, copyright) are left out.", "Often in ISO-8859-1: the plan says so in `encoding`."],
        },
        new()
        {
            Id = "salesforce-data-loader",
            Name = "Salesforce Data Loader and data export, contacts",
            Grade = "A",
            Signature = ["HasOptedOutOfEmail", "MailingPostalCode", "HasOptedOutOfFax", "EmailBouncedDate", "DoNotCall"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["MobilePhone", "Phone", "HomePhone", "OtherPhone"],
                ["external_id"] = ["Id"],
                ["country"] = ["MailingCountryCode", "MailingCountry"],
                ["first_name"] = ["FirstName"],
                ["last_name"] = ["LastName"],
                ["street"] = ["MailingStreet"],
                ["city"] = ["MailingCity"],
                ["state"] = ["MailingState"],
                ["postal_code"] = ["MailingPostalCode"],
                ["date_of_birth"] = ["Birthdate"],
            },
            Consent =
            [
                new("HasOptedOutOfEmail", Email, Denies),
                new("HasOptedOutOfFax", Fax, Denies),
                new("DoNotCall", Phone, Denies),
                new("EmailBouncedDate", Email, DeniedAt),
                new("IsDeleted", Every, Denies),
            ],
            DateFormat = "yyyy-MM-dd",
            Remarks = [NotAConsent, "Fields whose names end in `__c` are the organisation's own and often hold the real consent: map them yourself."],
        },
    ];
}
