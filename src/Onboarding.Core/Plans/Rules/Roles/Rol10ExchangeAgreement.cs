namespace Onboarding.Plans.Rules;

internal sealed class Rol10ExchangeAgreement() : PlanRule("ROL-10", RuleTier.Refuse, "The agreement of two controllers that exchange records has the parts that this library asks for, and covers purpose and fields.", "library minimum, after GDPR 5, 13-14, 19, 32-33; EDPB Guidelines 01/2025 par. 72-75, 114")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (needs, agreement, path) in Agreements.Found(facts, AgreementKinds.Exchange))
        {
            var uncovered = AgreementParts.Uncovered(facts, agreement).ToList();
            findings.Require(uncovered.Count == 0, RoleReasons.AgreementScope, path, $"{PlanFacts.Shorten(agreement.Id)} does not cover {string.Join(", ", uncovered)}");
            List<string> missing = [.. AgreementParts.Missing(agreement)];
            var silent = agreement.Sides.Length == 0 ? [] : needs.SelectMany(n => n.Parties).Distinct(StringComparer.Ordinal).Where(p => !agreement.Sides.Any(s => s.Party == p && s.Role == PartyRoles.Controller && (facts.Purpose is null || s.Purposes.Contains(facts.Purpose)))).Select(PlanFacts.Shorten);
            missing.AddRange(silent.Select(p => $"{AgreementParts.Sides} ({p} as controller for {facts.Purpose})"));
            if (findings.Require(missing.Count == 0, RoleReasons.DeaIncomplete, path, $"{PlanFacts.Shorten(agreement.Id)} lacks {string.Join(", ", missing)}"))
            {
                findings.Pass(path, $"all {AgreementParts.Of(agreement.Kind).Count} parts of {PlanFacts.Shorten(agreement.Id)} are recorded");
            }
        }

        findings.Pass(Agreements.Path, "looked at every exchange agreement that the roles ask for");
    }
}
