namespace Onboarding.Records;

/// <summary>The four files of a Mailchimp audience. No column has the state of a person: the name of the file says it.</summary>
internal static class MailchimpPresets
{
    private static readonly string[] s_signature = ["MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID"];
    private static readonly string[] s_unsubscribed = ["UNSUB_TIME", "UNSUB_CAMPAIGN_TITLE", "UNSUB_CAMPAIGN_ID", "UNSUB_REASON"];
    private static readonly string[] s_cleaned = ["CLEAN_TIME", "CLEAN_CAMPAIGN_TITLE", "CLEAN_CAMPAIGN_ID"];

    private static readonly Dictionary<string, string[]> s_columns = new()
    {
        ["email"] = ["Email Address"],
        ["phone"] = ["Phone Number", "Phone"],
        ["external_id"] = ["EUID"],
        ["country"] = ["CC"],
        ["first_name"] = ["First Name"],
        ["last_name"] = ["Last Name"],
    };

    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "mailchimp-subscribed",
            Name = "Mailchimp audience, subscribed",
            Grade = "B",
            Signature = s_signature,
            Absent = [s_unsubscribed[0], s_cleaned[0]],
            FileState = "subscribed",
            Columns = s_columns,
            Remarks =
            [
                "Being in the file is consent to the newsletter, and to nothing else; no column says so. People who left are in the other files: name those as opt-out lists.",
                "In the archive as it is downloaded, `members` names the file: `subscribed_*`.",
                "The birthday has no year, and the address stands in one cell: neither is read.",
            ],
        },
        new()
        {
            Id = "mailchimp-unsubscribed",
            Name = "Mailchimp audience, unsubscribed",
            Grade = "B",
            Signature = s_unsubscribed,
            Content = PresetContent.OptOuts,
            Columns = s_columns,
            Remarks = ["Every row is an opt-out."],
        },
        new()
        {
            Id = "mailchimp-nonsubscribed",
            Name = "Mailchimp audience, non-subscribed",
            Grade = "B",
            Signature = s_signature,
            Absent = [s_unsubscribed[0], s_cleaned[0]],
            FileState = "nonsubscribed",
            Content = PresetContent.NeverAgreed,
            Columns = s_columns,
            Remarks = ["People who never subscribed: no members, and no opt-outs either."],
        },
        new()
        {
            Id = "mailchimp-cleaned",
            Name = "Mailchimp audience, cleaned",
            Grade = "B",
            Signature = s_cleaned,
            Content = PresetContent.OptOuts,
            Columns = s_columns,
            Remarks = ["Addresses that bounced; some of their people complained."],
        },
    ];
}
