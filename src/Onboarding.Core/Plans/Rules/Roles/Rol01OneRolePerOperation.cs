namespace Onboarding.Plans.Rules;

internal sealed class Rol01OneRolePerOperation() : PlanRule("ROL-01", RuleTier.Refuse, "Every operation (collect, pseudonymise, select, upload, match, report, delete) gives each party that has a part in it exactly one role; a party can have another in another operation.", "GDPR 4(7)-(8)")
{
    private const string Path = "dossier $.operations";

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        CheckParties(facts, findings);
        CheckOperations(facts, findings);
        var missing = Operations.All.Except(facts.Roles.Operations.Where(o => o.Decides.Length > 0).Select(o => o.Operation), StringComparer.Ordinal).ToList();
        var why = facts.Dossier.Operations.Length == 0 && facts.IsPlatform ? "; what role the platform's contract gives it for lists was not read: state it from the contract that was signed" : "";
        findings.Require(missing.Count == 0, RoleReasons.RoleMissing, Path, $"nobody decides on {string.Join(", ", missing)}{why}");
        findings.Pass(Path, $"{facts.Roles.Decisions.Count} roles, {(facts.Dossier.Operations.Length > 0 ? "as the dossier states them" : "as they follow from parties and destination")}");
    }

    private static void CheckParties(PlanFacts facts, RuleFindings findings)
    {
        foreach (var party in facts.Dossier.Parties)
        {
            var path = PlanFacts.Path("parties", facts.Dossier.Parties, party);
            var name = PlanFacts.Shorten(party.Id);
            var principals = facts.Principals(party.Id).ToList();
            findings.Require(principals.All(p => facts.Party(p) is not null) && (party.ActsFor is null || facts.Party(principals.LastOrDefault(party.Id))?.ActsFor is null), Reasons.PlanInvalid, path + ".actsFor", $"{name} acts for a party that is not among the parties, or for itself in the end");
            findings.Require(party.AudienceSource is null or Rol05OwnAudience.Controller or Rol05OwnAudience.Provider, Reasons.PlanInvalid, path + ".audienceSource", $"the value is not \"{Rol05OwnAudience.Controller}\" or \"{Rol05OwnAudience.Provider}\"");
            // Others that share the key may have no part in this flow: rule PSE-10 asks why they hold it.
            findings.Require(facts.Roles.RolesOf(party.Id).Count > 0 || facts.Dossier.KeyHolders?.Parties.Contains(party.Id) == true, RoleReasons.RoleMissing, path, $"{name} has no role in any operation: nothing says on what it decides, or for whom it acts");
        }
    }

    private static void CheckOperations(PlanFacts facts, RuleFindings findings)
    {
        var stated = facts.Dossier.Operations;
        foreach (var operation in stated)
        {
            var path = PlanFacts.Path("operations", stated, operation);
            var name = PlanFacts.Shorten(operation.Operation);
            findings.Require(Operations.All.Contains(operation.Operation), Reasons.PlanInvalid, path + ".operation", "the operation is not one of " + string.Join(", ", Operations.All));
            findings.Require(operation.Decides.Concat(operation.Acts).All(p => facts.Party(p) is not null), Reasons.PlanInvalid, path, "a party is not among the parties");
            var twice = operation.Decides.Concat(operation.Acts).Concat(stated.Where(o => o != operation && o.Operation == operation.Operation).SelectMany(o => o.Decides.Concat(o.Acts))).GroupBy(p => p, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => PlanFacts.Shorten(g.Key)).ToList();
            findings.Require(twice.Count == 0, RoleReasons.RoleMissing, path, $"{string.Join(", ", twice)} stands more than once in {name}: a party has one role in it");
            var unclear = operation.Decides.Length > 0 ? operation.Acts.Where(p => !facts.Roles.Decisions.Any(d => d.Operation == operation.Operation && d.Party == p)).Select(PlanFacts.Shorten).ToList() : [];
            findings.Require(unclear.Count == 0, RoleReasons.RoleMissing, path + ".acts", $"nothing says for which of those that decide on {name} {string.Join(", ", unclear)} acts (\"actsFor\")");
        }
    }
}
