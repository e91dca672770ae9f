using System.Globalization;
using System.Reflection;
using System.Text;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Support;

/// <summary>docs/rules.md as it follows from the catalogue.</summary>
internal static class RulesPage
{
    private static readonly (string Prefix, string Title)[] s_sections =
    [
        ("ROL", "Roles and agreements"), ("LB", "Legal basis and information"), ("OPT", "Objection and opt-out"), ("PSE", "Pseudonyms and labels"), ("PUR", "Purpose and re-use"),
        ("MIN", "Minimization, special categories, children"), ("RET", "Retention"), ("SEC", "Security"), ("DSR", "The record of what left"),
    ];

    private static readonly Dictionary<string, string> s_tiers = new()
    {
        ["refuse"] = "the run stops, with a code",
        ["drop"] = "the row stays out and is counted by a code; the run goes on",
        ["warn"] = "the run goes on; the warning stands in the report and in the full label",
        ["record"] = "a fact is recorded, without judgment",
        ["by design"] = "what would break the rule cannot be written with the public API, or is tested for; there is nothing to check in a plan",
    };

    private static readonly Dictionary<string, string> s_numbers = new()
    {
        [nameof(PolicyDefaults.LinkAtMost)] = "in how many different sets of identifiers an identifier may stand and still link a person's rows; `linkAtMost` in the plan's suppression",
        [nameof(PolicyDefaults.LinkAtMostCeiling)] = "the highest `linkAtMost` that a plan can set",
        [nameof(PolicyDefaults.MaxShrink)] = "by how many percent an opt-out list may shrink since it was last read; `maxShrink` in the plan's suppression",
        [nameof(PolicyDefaults.WarnAfter)] = "from which age on an opt-out list is warned of; `warnAfter` in the plan's suppression",
        [nameof(PolicyDefaults.RefuseAfter)] = "from which age on an opt-out list is refused; `refuseAfter` in the plan's suppression",
        [nameof(PolicyDefaults.MinimumMembers)] = "the fewest members of an audience that is delivered; `minimumMembers` in the plan",
        [nameof(PolicyDefaults.MinimumMembersFloor)] = "the lowest `minimumMembers` that a plan can set",
        [nameof(PolicyDefaults.MinimumReported)] = "figures about fewer people, or that differ by fewer from an earlier list, are withheld from the other party",
        [nameof(PolicyDefaults.FigureStep)] = "a figure for the other party is rounded to at least so many people",
        [nameof(PolicyDefaults.MatchMemory)] = "how long a recipient remembers what it told the other party of a list",
        [nameof(PolicyDefaults.UseBy)] = "how long an audience may be used before a newer one is needed; `useBy` in the plan",
        [nameof(PolicyDefaults.LongestRetention)] = "the longest `deleteBy`; `longestRetention` in the dossier makes it shorter",
    };

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("""
            # Rules

            What plans, records and outputs are checked against. This page is written from the catalogue in the code, and a test keeps them equal; `onboard rules list` and `onboard rules explain CODE` show the same.

            A rule looks at facts: at what plan and dossier state, at what a row says of itself, at what a file holds. It can see whether a balancing test is recorded, in date and about this purpose; it cannot see whether the test is right.
            Where a rule passes, a fact was there and nothing spoke against it. Nobody's judgment is replaced, nothing here is legal advice, and the library never says that a run is lawful. The sources name where a rule comes from; sentences are in own
            words. Guidelines are cited as they were read: EDPB Guidelines 01/2025 in the version for consultation, 02/2026 as a draft, 8/2020 version 2.0 partly through summaries.

            ## Tiers

            | tier | what it does |
            | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var (tier, text) in s_tiers)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {tier} | {text} |\n");
        }

        page.Append("\n## The rules\n");
        foreach (var (prefix, title) in s_sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| rule | tier | what it demands | codes | source |\n| --- | --- | --- | --- | --- |\n");
            foreach (var rule in PlanRules.All.Where(r => r.Id.StartsWith(prefix + "-", StringComparison.Ordinal)))
            {
                page.Append(CultureInfo.InvariantCulture, $"| {rule.Id} | {Tier(rule.Tier)} | {rule.Statement} | {string.Join(' ', rule.Codes.Select(c => $"`{c.Code}`"))} | {rule.Source} |\n");
            }
        }

        var rejected = RejectionReasons.All.Select(RejectionReasons.GetCode).ToHashSet();
        var malformed = Enum.GetValues<MalformedReason>().Select(ReportNames.Of).ToHashSet();
        page.Append("\n## Codes\n\nA refusal prints its code, what was seen, what is required, and the rule. Codes do not change their meaning from version to version.\n");
        AppendCodes(page, "Refusals, warnings and dropped rows", PlanRules.Codes.Where(c => !rejected.Contains(c.Code) && !malformed.Contains(c.Code)));
        AppendCodes(page, "Rejected values", PlanRules.Codes.Where(c => rejected.Contains(c.Code)));
        AppendCodes(page, "Malformed rows", PlanRules.Codes.Where(c => malformed.Contains(c.Code)));
        page.Append("""

            ## Overrides

            A refusal whose code is marked *yes* above is a choice of this library, not law. A plan may override it: by code, with the name of who decided, a reason and a last day. The run goes on, and the refusal is kept with it like a warning, in the
            report and in the full label. An override of anything else is refused (`OVERRIDE_NOT_ALLOWED`), one whose day has passed too (`OVERRIDE_EXPIRED`), also where it passes between review and writing. How it is written: [plan.md](plan.md#overrides).

            ## Numbers

            No law names these numbers. They are choices of this library.

            | name | value | what it is |
            | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var field in typeof(PolicyDefaults).GetFields(BindingFlags.Static | BindingFlags.Public))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {field.Name} | {Value(field.GetValue(null)!)} | {s_numbers[field.Name]} |\n");
        }

        page.Append("""

            ## Not built

            - The decision whether a processor may use records for a purpose of its own (GDPR 6(4), 28(10)): such a use is refused (`REUSE_NOT_SUPPORTED`).
            - Removals at past recipients, and signals of objection from them: an objection works from the next run on. What was sent before has to be withdrawn by other means; the ledger says where it went.
            - Requests of people (access, erasure, restriction, portability), their terms, and a portal for them; the register of GDPR 30.
            - Deadlines of information by a recipient that got data from another (GDPR 14(3)); the exceptions of GDPR 14(5).
            - Consent strings (TCF, GPP), national opt-out registers, deletion messages between parties.
            - Transport: outputs go to a folder or to a destination of one's own. Registered addresses and encryption to a recipient's key are not checked.

            """.ReplaceLineEndings("\n"));
        return page.ToString();
    }

    private static void AppendCodes(StringBuilder page, string title, IEnumerable<Reason> codes)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| code | what it means | what to do | rule | source | override |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var code in codes)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{code.Code}` | {code.Meaning} | {code.Remedy} | {code.Rule} | {code.Source} | {(code.IsLibraryChoice ? "yes" : "-")} |\n");
        }
    }

    private static string Tier(RuleTier tier) => tier == RuleTier.ByDesign ? "by design" : tier.ToString().ToLowerInvariant();

    private static string Value(object value) => value switch
    {
        TimeSpan term => string.Create(CultureInfo.InvariantCulture, $"{term.TotalDays} days"),
        string term => $"`{term}`",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
