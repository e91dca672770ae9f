using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>Exports of Shopify, and of Matrixify for it.</summary>
internal static class ShopifyPresets
{
    private const string NoIsNo = "Knows only yes and no: whoever was never asked for e-mail has a no, and is left out.";
    private const string Apostrophe = "A value that looks like a number begins with an apostrophe, which is taken off.";

    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "shopify-customers",
            Name = "Shopify customers, since 2022",
            Grade = "B",
            Signature = ["Customer ID", "Accepts Email Marketing", "Total Spent"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Phone", "Default Address Phone"],
                ["external_id"] = ["Customer ID"],
                ["country"] = ["Default Address Country Code"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
                ["street"] = ["Default Address Address1", "Default Address Address2"],
                ["city"] = ["Default Address City"],
                ["state"] = ["Default Address Province Code"],
                ["postal_code"] = ["Default Address Zip"],
            },
            Consent =
            [
                new("Accepts Email Marketing", Email, Grants) { IsRequired = true },
                new("Accepts SMS Marketing", Sms, Grants),
                new("Accepts WhatsApp Marketing", WhatsApp, Grants),
            ],
            Remarks = [NoIsNo, Apostrophe],
        },
        new()
        {
            Id = "shopify-customers-old",
            Name = "Shopify customers, before 2022",
            Grade = "B",
            Signature = ["Accepts Marketing", "Province Code"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Phone"],
                ["country"] = ["Country Code", "Country"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
                ["street"] = ["Address1", "Address2"],
                ["city"] = ["City"],
                ["state"] = ["Province Code"],
                ["postal_code"] = ["Zip"],
            },
            Consent = [new("Accepts Marketing", Email, Grants) { IsRequired = true }],
            Remarks = [NoIsNo, Apostrophe],
        },
        new()
        {
            Id = "shopify-orders",
            Name = "Shopify orders",
            Grade = "B",
            Signature = ["Lineitem name", "Lineitem sku"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Billing Phone", "Shipping Phone"],
            },
            Consent = [new("Accepts Marketing", Email, Grants) { IsRequired = true }],
            Remarks = ["A row for each article of an order: most people stand there many times.", NoIsNo],
        },
        new()
        {
            Id = "matrixify-customers",
            Name = "Matrixify, customers of a Shopify shop",
            Grade = "A for the rows, C for the words of consent",
            Signature = ["Command", "Tags Command", "Email Marketing: Status"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Phone"],
                ["first_name"] = ["First Name"],
                ["last_name"] = ["Last Name"],
            },
            Consent = [new("Email Marketing: Status", Email, Status), new("SMS Marketing: Status", Sms, Status)],
            Remarks = ["A row for each address of a customer. An xlsx file has to be saved as CSV."],
        },
    ];
}
