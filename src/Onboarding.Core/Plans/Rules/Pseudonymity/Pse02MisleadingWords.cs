namespace Onboarding.Plans.Rules;

internal sealed class Pse02MisleadingWords() : PlanRule("PSE-02", RuleTier.Warn, "Records by which people can be singled out are never called anonymous, de-identified or depersonalised: no text of this library does, and one of plan or dossier that does is warned of.", "GDPR recital 26; EDPB Guidelines 02/2026 (draft) par. 40; FTC, 24 July 2024")
{
    // Names of files and columns, and what stands in those, are somebody else's and say nothing of what goes out.
    private static readonly string[] s_names = ["$.$schema", "dossier $.$schema", "$.dossier", "$.source.", "$.suppression.lists"];

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (path, text) in facts.Texts.Where(t => !s_names.Any(n => t.Path.StartsWith(n, StringComparison.Ordinal)) && !t.Path.Contains("].where.", StringComparison.Ordinal)))
        {
            if (MisleadingWords.Find(text) is { } word)
            {
                findings.Warn(PseudonymityReasons.MisleadingTerm, path, $"the text speaks of {word} data; what this library sends is pseudonymous personal data");
            }
        }

        findings.Pass("$", "looked at every text of plan and dossier");
    }
}
