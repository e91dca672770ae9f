using static Onboarding.Records.ConsentChannel;
using static Onboarding.Records.ConsentPolarity;

namespace Onboarding.Records;

/// <summary>Exports of shop programs besides Shopify and Magento.</summary>
internal static class ShopPresets
{
    public static IReadOnlyList<CrmPreset> All { get; } =
    [
        new()
        {
            Id = "woocommerce-customers",
            Name = "WooCommerce Analytics, customers",
            Grade = "A",
            Signature = ["Sign Up", "AOV", "Total Spend"],
            Columns = new()
            {
                ["email"] = ["Email"],
                ["phone"] = ["Billing Phone", "Shipping Phone"],
                ["country"] = ["Country / Region"],
                ["city"] = ["City"],
                ["state"] = ["Region"],
                ["postal_code"] = ["Postal Code"],
            },
            Remarks = ["No column says what anybody agreed to or refused.", "The names of columns are in the site's language: only English ones are known.", "First and last name stand in one cell, which is not taken apart."],
        },
        new()
        {
            Id = "webxpress",
            Name = "webXpress customers (Dutch)",
            Grade = "A",
            Signature = ["Relatiecode", "Voorvoegsel"],
            Columns = new()
            {
                ["email"] = ["E-mailadres"],
                ["phone"] = ["Telefoonnummer mobiel", "Telefoonnummer"],
                ["external_id"] = ["Relatiecode"],
                ["country"] = ["Land"],
                ["first_name"] = ["Voornaam"],
                ["last_name"] = ["Voorvoegsel", "Achternaam"],
                ["street"] = ["Adres", "Huisnummer"],
                ["city"] = ["Plaats"],
                ["state"] = ["Provincie"],
                ["postal_code"] = ["Postcode"],
                ["date_of_birth"] = ["Geboortedatum"],
            },
            Consent = [new("Geblokkeerd", Every, Denies)],
            DateFormat = "dd-MM-yyyy",
            Countries = new(("1", "NL")),
            Remarks = ["The country is a number, of which only 1, the Netherlands, is known: numbers in national spelling of the others are rejected.", "The prefix (*de*, *van der*) is part of the last name.", "Carries *Wachtwoord*, which is never read."],
        },
    ];
}
