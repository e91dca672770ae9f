using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>The export of Dynamics 365.</summary>
internal static class DynamicsPreset
{
    public static CrmPreset Contacts { get; } = new()
    {
        Id = "dynamics-365",
        Name = "Dynamics 365, contacts, leads or accounts",
        Grade = "A for the words of consent, B",
        Signature = ["(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "(Do Not Modify) Contact", "(Do Not Modify) Lead", "(Do Not Modify) Account"],
        HasSuffixes = true,
        Columns = new()
        {
            ["email"] = ["Email", "Email Address 2", "Email Address 3"],
            ["phone"] = ["Mobile Phone", "Business Phone", "Home Phone"],
            ["external_id"] = ["(Do Not Modify) Contact", "(Do Not Modify) Lead", "(Do Not Modify) Account"],
            ["country"] = ["Address 1: Country/Region"],
            ["first_name"] = ["First Name"],
            ["last_name"] = ["Last Name"],
            ["street"] = ["Address 1: Street 1", "Address 1: Street 2", "Address 1: Street 3"],
            ["city"] = ["Address 1: City"],
            ["state"] = ["Address 1: State/Province"],
            ["postal_code"] = ["Address 1: ZIP/Postal Code"],
            ["date_of_birth"] = ["Birthday"],
        },
        Consent =
        [
            new("Do not allow Emails", Email, Denies),
            new("Do not allow Bulk Emails", Email, Denies),
            new("Do not allow Phone Calls", Phone, Denies),
            new("Do not allow Mails", Post, Denies),
            new("Do not allow Bulk Mails", Post, Denies),
            new("Do not allow Faxes", Fax, Denies),
            new("donotemail", Email, Denies),
            new("donotbulkemail", Email, Denies),
            new("donotphone", Phone, Denies),
            new("donotpostalmail", Post, Denies),
        ],
        Remarks = ["The cells say *Allow* or *Do Not Allow* under headers that say no: the cell decides.", "A workbook first, saved as CSV: the separator is that of the computer's language."],
    };
}
