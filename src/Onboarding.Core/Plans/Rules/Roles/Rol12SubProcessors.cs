namespace Onboarding.Plans.Rules;

internal sealed class Rol12SubProcessors() : PlanRule("ROL-12", RuleTier.Refuse, "A processor passes work on only with the controller's prior authorisation, specific or general; every sub-processor of the chain is listed, under a general authorisation after it was announced and could be objected to.", "GDPR 28(2), 28(4)")
{
    public const string General = "general";

    public static readonly string[] Authorisations = ["none", "specific", General];

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var question in facts.Roles.Processors.Where(q => q.Principal != q.Controller))
        {
            var first = Instructions.DirectProcessor(facts, question.Controller!, question.Party);
            var agreement = Agreements.Find(facts, new AgreementNeed(AgreementKinds.Processing, [question.Controller!, first]));
            var name = PlanFacts.Shorten(question.Party);
            if (agreement is null)
            {
                findings.Refuse(RoleReasons.SubProcessorNotAuthorised, Agreements.Path, $"{PlanFacts.Shorten(question.Controller!)} has no processing agreement with {PlanFacts.Shorten(first)} that could authorise {name}");
            }
            else if (findings.Require(agreement.SubProcessors is { Authorisation: not "none" } authorised && authorised.Listed.Contains(question.Party), RoleReasons.SubProcessorNotAuthorised, Agreements.PathOf(facts, agreement) + ".subProcessors", $"{PlanFacts.Shorten(agreement.Id)} does not authorise {name} ({PlanFacts.Shorten(agreement.SubProcessors?.Authorisation ?? "nothing said")}, {agreement.SubProcessors?.Listed.Length ?? 0} listed)"))
            {
                findings.Pass(Agreements.PathOf(facts, agreement) + ".subProcessors", $"{name} is authorised");
            }
        }

        findings.Pass(Agreements.Path, "looked at every sub-processor");
    }
}
