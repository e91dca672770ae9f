using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>Exports of programs that send messages.</summary>
internal static class MarketingPresets
{
    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "klaviyo",
            Name = "Klaviyo profiles",
            Grade = "B",
            Signature = ["Klaviyo ID", "Email Marketing Consent"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Phone Number"],
                ["external_id"] = ["Klaviyo ID"],
                ["country"] = ["Country"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
                ["street"] = ["Address", "Address 2"],
                ["city"] = ["City"],
                ["state"] = ["State / Region"],
                ["postal_code"] = ["Zip Code"],
            },
            Consent =
            [
                new("Email Marketing Consent", Email, Status) { IsRequired = true },
                new("Email Suppressions", Email, DeniedAt),
                new("SMS Marketing Consent", Sms, Status),
            ],
            Remarks = ["Somebody can be subscribed and suppressed at once: then they said no."],
        },
        new()
        {
            Id = "braze",
            Name = "Braze, user data of a segment",
            Grade = "A",
            Signature = ["Braze ID", "Appboy ID", "unsubscribed_from_emails_at"],
            Columns = new()
            {
                ["email"] = ["email"],
                ["phone"] = ["phone_number"],
                ["external_id"] = ["user_id"],
                ["country"] = ["country"],
                ["first_name"] = ["first_name"],
                ["last_name"] = ["last_name"],
                ["city"] = ["city"],
                ["date_of_birth"] = ["date_of_birth"],
            },
            Consent = [new("unsubscribed_from_emails_at", Email, DeniedAt) { IsRequired = true }],
            DateFormat = "yyyy-MM-dd",
            Remarks = ["An empty *unsubscribed_from_emails_at* says that nobody unsubscribed, and is no consent.", "An archive of several files: `members` is `*.csv`."],
        },
        new()
        {
            Id = "activecampaign",
            Name = "ActiveCampaign contacts",
            Grade = "A for the words of consent, C for the columns",
            Signature = ["Contact ID", "Date Created", "IP Address"],
            SignatureCount = 3,
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Phone"],
                ["external_id"] = ["Contact ID"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
            },
            Consent = [new("Status", Email, Status)],
            Remarks = ["The state is that of one list: somebody who left another one is not known here."],
        },
    ];
}
