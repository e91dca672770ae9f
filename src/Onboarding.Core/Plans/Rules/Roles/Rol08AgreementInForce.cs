namespace Onboarding.Plans.Rules;

internal sealed class Rol08AgreementInForce() : PlanRule("ROL-08", RuleTier.Refuse, "The roles of two parties decide which agreement exists between them before records move, signed by both and in force: processing agreement, exchange agreement, joint arrangement or sub-processor agreement.", "GDPR 26, 28(2)-(4), 28(9)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var agreement in facts.Dossier.Agreements)
        {
            CheckForm(facts, agreement, Agreements.PathOf(facts, agreement), findings);
        }

        foreach (var need in facts.Roles.Needs)
        {
            Check(facts, need, findings);
        }

        findings.Pass(Agreements.Path, facts.Roles.Needs.Count == 0 ? "the roles ask for no agreement" : "the roles ask for: " + string.Join("; ", facts.Roles.Needs));
    }

    private static void Check(PlanFacts facts, AgreementNeed need, RuleFindings findings)
    {
        if (Agreements.Find(facts, need) is not { } agreement)
        {
            var other = Agreements.Between(facts, need).FirstOrDefault(a => AgreementKinds.All.Contains(a.Kind));
            var offered = need.Kind == AgreementKinds.Processing && need.Parties[^1] == facts.Dossier.Recipient && facts.Platform is { } platform ? $"; the platform offers {platform.Contract}, {platform.ContractUri}" : "";
            findings.Require(other is null, RoleReasons.AgreementWrongKind, other is null ? "" : Agreements.PathOf(facts, other) + ".kind", $"the {need} is needed, and this one is of the kind {other?.Kind}{offered}");
            findings.Require(other is not null, RoleReasons.AgreementMissing, Agreements.Path, $"no {need} is recorded{offered}");
            return;
        }

        var path = Agreements.PathOf(facts, agreement);
        var name = $"the {AgreementKinds.Describe(agreement.Kind)} {PlanFacts.Shorten(agreement.Id)}";
        var unsigned = Agreements.Unsigned(need, agreement).Select(PlanFacts.Shorten).ToList();
        findings.Require(unsigned.Count == 0, Reasons.AgreementExpired, path + ".signedBy", $"{name} is not signed by {string.Join(", ", unsigned)} and so not in force");
        findings.Require(Agreements.HasBegun(agreement, facts.Now), Reasons.AgreementExpired, path + ".validFrom", $"{name} is not in force yet");
        if (findings.RequireFuture(agreement.ValidUntil, Reasons.AgreementExpired, path + ".validUntil", name) && unsigned.Count == 0)
        {
            findings.Pass(path, $"{name} is signed and holds until {agreement.ValidUntil}");
        }
    }

    private static void CheckForm(PlanFacts facts, AgreementFile agreement, string path, RuleFindings findings)
    {
        findings.Require(AgreementKinds.All.Contains(agreement.Kind), Reasons.PlanInvalid, path + ".kind", "the kind is not one of " + string.Join(", ", AgreementKinds.All));
        var named = agreement.Parties.Concat(agreement.SignedBy).Concat(agreement.Sides.Select(s => s.Party)).Concat(agreement.SubProcessors?.Listed ?? []);
        findings.Require(named.All(p => facts.Party(p) is not null), Reasons.PlanInvalid, path, "a party of the agreement is not among the dossier's parties");
        findings.Require(agreement.Parties.Distinct(StringComparer.Ordinal).Count() > 1, Reasons.PlanInvalid, path + ".parties", "an agreement has two parties or more");
        findings.Require(agreement.ValidFrom is null || (PlanDate.TryParse(agreement.ValidFrom, out var from) && !from.IsRelative), Reasons.PlanInvalid, path + ".validFrom", "the value is no day such as 2026-01-31");
        findings.Require(agreement.Document?.Sha256 is null or { Length: 64 } && (agreement.Document?.Sha256 ?? "").All(char.IsAsciiHexDigit), Reasons.PlanInvalid, path + ".document.sha256", "the value is not 64 hexadecimal digits");
        findings.Require(agreement.End is null or "delete" or "return", Reasons.PlanInvalid, path + ".end", "the end is not \"delete\" or \"return\"");
        findings.Require(agreement.SubProcessors is null || Rol12SubProcessors.Authorisations.Contains(agreement.SubProcessors.Authorisation), Reasons.PlanInvalid, path + ".subProcessors.authorisation", "the authorisation is not one of " + string.Join(", ", Rol12SubProcessors.Authorisations));
        findings.Require(agreement.Operations.All(Operations.All.Contains), Reasons.PlanInvalid, path + ".operations", "an operation is not one of " + string.Join(", ", Operations.All));
        findings.Require(agreement.Sides.All(s => PartyRoles.All.Contains(s.Role) && LegalBases.IsKnown(s.Basis)), Reasons.PlanInvalid, path + ".sides", $"a role is not one of {string.Join(", ", PartyRoles.All)}, or a basis not one of {string.Join(", ", LegalBases.All)}");
        findings.Require(agreement.Parts.Keys.All(AgreementParts.Names.Contains), Reasons.PlanInvalid, path + ".parts", "a part is not one of " + string.Join(", ", AgreementParts.Names));
    }
}
