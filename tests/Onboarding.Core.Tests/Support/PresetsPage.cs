using System.Globalization;
using System.Text;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Support;

/// <summary>docs/presets.md as it follows from the declarations of presets.</summary>
internal static class PresetsPage
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("""
            # Presets

            Exports of CRM and shop systems that a plan can name: `"source": { "type": "csv", "path": "customers.csv", "preset": "shopify-customers" }`. A preset says which columns hold which field and which say no, so that the plan need not.
            [plan.md](plan.md#presets) says how a preset and the plan's own members work together. A test keeps this page equal to the code.

            `"preset": "auto"` finds the preset by the columns *known by*: so many of them as stand there, compared without letter case, quotes and accents, `_ - . / : ( )` and white space as one space. Other columns, and another order, make no difference.
            A system changes its export now and then. *Grade* says how well the format is known: A, the maker's documentation or code; B, public code and tests that read such files; C, hearsay. `plan check` shows what a preset found in the file at hand: look at it.

            **Consent.** `+` a yes grants and a no denies; `-` a yes denies; `at` anything that stands there denies, such as a date; `words` the cell speaks for itself (*Subscribed*, *Unsubscribed*); `flag` a yes in any column that is not known otherwise denies.
            A cell that speaks for itself goes before the header: *Allow* under *Do not allow Emails* grants. A no in any column counts, but for a plain no to SMS or WhatsApp. An empty or unknown cell is no permission, and a yes is none to the matching.
            A column with `*` at its end stands for all whose names begin so.

            **Never read**, whatever a plan or preset maps: columns whose names speak of passwords, reset tokens, bank accounts, payment cards or Dutch national numbers (`COLUMN_NEVER_READ`).

            **Not established**, so without a preset: exports of Iterable, Exact Online, Spotler and Copernica, WordPress plugins, and the Dutch and German headers of HubSpot, Salesforce and Dynamics. Map their columns by hand; `onboard init` knows many of the names ([headers.md](headers.md)).

            | preset | export | grade | known by |
            | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var preset in CrmPresets.All)
        {
            var absent = preset.Absent.Length == 0 ? "" : $", without {Names(preset.Absent)}";
            var file = preset.FileState is null ? "" : $", and \"{preset.FileState}\" in the file's name";
            page.Append(CultureInfo.InvariantCulture, $"| [`{preset.Id}`](#{preset.Id}) | {preset.Name} | {preset.Grade} | {preset.SignatureCount} of {Names(preset.Signature)}{absent}{file} |\n");
        }

        foreach (var preset in CrmPresets.All)
        {
            Write(page, preset);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, CrmPreset preset)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {preset.Id}\n\n");
        page.Append(preset.Content switch
        {
            PresetContent.OptOuts => "**An opt-out list**: refused as a source (`PRESET_OPT_OUTS`), named under `suppression.lists`.\n\n",
            PresetContent.NeverAgreed => "**Refused as a source** (`PRESET_OPT_OUTS`).\n\n",
            _ => "",
        });
        foreach (var remark in preset.Remarks)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {remark}\n");
        }

        foreach (var (kind, separator) in preset.Split)
        {
            page.Append(CultureInfo.InvariantCulture, $"- Cells of `{kind}` are split at `{separator}`.\n");
        }

        if (preset.DateFormat is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"- Birth dates are written `{preset.DateFormat}`.\n");
        }

        page.Append("\n| field | columns |\n| --- | --- |\n");
        foreach (var (field, columns) in preset.Columns)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{field}` | {Names(columns)} |\n");
        }

        if (preset.Consent.Length == 0)
        {
            return;
        }

        page.Append("\n| consent | about | reads |\n| --- | --- | --- |\n");
        foreach (var column in preset.Consent)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {Names([column.Name])}{(column.IsRequired ? ", in every export" : "")} | {column.Channel.ToString().ToLowerInvariant()} | {Sign(column.Polarity)} |\n");
        }
    }

    private static string Sign(ConsentPolarity polarity) => polarity switch
    {
        ConsentPolarity.Grants => "`+`",
        ConsentPolarity.Denies => "`-`",
        ConsentPolarity.DeniedAt => "`at`",
        ConsentPolarity.Status => "`words`",
        _ => "`flag`",
    };

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Select(n => n == "*" ? "every other column" : $"`{n}`"));
}
