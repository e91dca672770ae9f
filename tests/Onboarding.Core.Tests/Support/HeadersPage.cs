using System.Globalization;
using System.Text;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Support;

/// <summary>docs/headers.md as it follows from the table of synonyms.</summary>
internal static class HeadersPage
{
    private static readonly Dictionary<HeaderMeaning, string> s_meanings = new()
    {
        [HeaderMeaning.Email] = "`email`",
        [HeaderMeaning.Phone] = "`phone`; mobile numbers, numbers at home and at work alike",
        [HeaderMeaning.ExternalId] = "`external_id`; of use only where the recipient knows the same ids",
        [HeaderMeaning.Country] = "`country`, beside phone numbers",
        [HeaderMeaning.FirstName] = "`first_name`, for platforms; `init` says so and does not map it, as with all names and addresses",
        [HeaderMeaning.Initials] = "`first_initial`",
        [HeaderMeaning.NamePrefix] = "the beginning of `last_name`",
        [HeaderMeaning.LastName] = "`last_name`",
        [HeaderMeaning.FullName] = "nothing: first and last name in one cell, which is not taken apart",
        [HeaderMeaning.Street] = "`street`",
        [HeaderMeaning.HouseNumber] = "a part of `street`, after its name",
        [HeaderMeaning.HouseNumberAddition] = "a part of `street`, after the number",
        [HeaderMeaning.PostalCode] = "`postal_code`",
        [HeaderMeaning.City] = "`city`",
        [HeaderMeaning.BirthDate] = "evidence `date_of_birth`",
        [HeaderMeaning.LastActivity] = "evidence `last_active_at`",
        [HeaderMeaning.Grants] = "evidence `consent`, where no column denies",
        [HeaderMeaning.GrantsMarketing] = "nothing: a yes to newsletters or marketing is no consent to matching ([LB-06](rules.md)); `init` says so",
        [HeaderMeaning.Denies] = "evidence `consent` with `\"denies\": true`",
        [HeaderMeaning.DeniedAt] = "evidence `consent_withdrawn_at`",
    };

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("""
            # Names of columns

            What `onboard init` takes the name of a column for. The names were collected from the exports of CRM and shop systems (their documentation, public code that reads them, sample files), in English, Dutch and German; the names of last activity
            were added without such a source. A name is compared without letter case, quotes and accents; `_ - . / : ( )` and white space count as one space. A suffix in brackets belongs to the name where that is listed, and is left off otherwise:
            *Country (Mailing Address)*. A test keeps this page equal to the code.

            The header of a known export is known as a whole ([presets.md](presets.md)); these names are for all other files. A name is a hint and no proof. `init` writes what it found into the plan for you to check, and reads no column that the plan does not map.

            | taken for | names |
            | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var (meaning, names) in HeaderSynonyms.Table)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {s_meanings[meaning]} | {string.Join(", ", names)} |\n");
        }

        return page.ToString();
    }
}
