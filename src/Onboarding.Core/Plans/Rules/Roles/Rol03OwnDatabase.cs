namespace Onboarding.Plans.Rules;

internal sealed class Rol03OwnDatabase() : PlanRule("ROL-03", RuleTier.Record, "A recipient that matches with records of its own is their controller, with a basis and a notice of its own: checked in its own plan (LB-01, LB-08), declared by the agreement in the sender's.", "GDPR 4(7), 6(1), 14")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "dossier $.recipient";
        var recipient = facts.Dossier.Recipient;
        var name = PlanFacts.Shorten(recipient ?? "");
        if (!facts.Roles.RolesOf(recipient).Any(r => !PartyRoles.IsProcessor(r)))
        {
            findings.Pass(Path, $"{name} decides on nothing: no records of its own are matched");
        }
        else if (facts.IsMatch)
        {
            findings.Pass(Path, $"basis and notice of {name} are checked in this plan");
        }
        else
        {
            var basis = Agreements.Sides(facts).FirstOrDefault(s => s.Party == recipient)?.Basis ?? facts.Basis(recipient)?.Basis;
            findings.Pass(Path, $"{name} declares {(basis is null ? "no basis here" : "its basis: " + PlanFacts.Shorten(basis))}; it is checked in its own plan");
        }
    }
}
