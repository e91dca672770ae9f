using Onboarding.Plans;
using Onboarding.Plans.Rules;

namespace Onboarding.Audiences;

/// <summary>Who is what in an output's label, as it follows from the dossier: roles, holders, bases and agreements.</summary>
internal static class LabelParties
{
    /// <summary>Who may hold the values: the recipient, and whoever works for it.</summary>
    public static IEnumerable<string> Holders(ReviewedPlan plan)
    {
        return plan.Dossier.Parties.Where(p => plan.Facts.Principals(p.Id).Contains(plan.Domain.Recipient)).Select(p => p.Id).Prepend(plan.Domain.Recipient);
    }

    /// <summary>Controller and recipient, as far as they decide something: people turn to these.</summary>
    public static IEnumerable<PartyFile> Controllers(ReviewedPlan plan) => new[] { plan.Domain.Controller, plan.Domain.Recipient }.Where(id => IsController(plan, id)).Select(plan.Party);

    public static bool IsController(ReviewedPlan plan, string party) => plan.Facts.Roles.RolesOf(party).Any(r => !PartyRoles.IsProcessor(r));

    /// <summary>Other parties that work for either of the two.</summary>
    public static IEnumerable<PartyFile> Processors(ReviewedPlan plan)
    {
        return plan.Facts.Roles.Processors.Select(q => q.Party).Distinct(StringComparer.Ordinal).Where(id => id != plan.Domain.Controller && id != plan.Domain.Recipient).Select(plan.Party);
    }

    public static IEnumerable<string> Terms(IReadOnlyList<string> roles)
    {
        return roles.Count == 0 ? ["dpv:Recipient"] : roles.Select(r => r switch { PartyRoles.Processor => "dpv:DataProcessor", PartyRoles.SubProcessor => "dpv:DataSubProcessor", _ => "dpv:DataController" }).Distinct();
    }

    /// <summary>The arrangement of controller and recipient as joint controllers; null where they decide apart.</summary>
    public static AgreementFile? Arrangement(ReviewedPlan plan)
    {
        var need = plan.Facts.Roles.Needs.FirstOrDefault(n => n.Kind == AgreementKinds.Joint && n.Parties.Contains(plan.Domain.Controller) && n.Parties.Contains(plan.Domain.Recipient));
        return need is null ? null : Agreements.Find(plan.Facts, need);
    }

    /// <summary>Each controller's own basis: from the dossier's bases, else as the other party declared it in an agreement.</summary>
    public static IEnumerable<(string Party, string Basis, string? Reference)> Bases(ReviewedPlan plan)
    {
        var recorded = plan.Dossier.Bases.Select(b => (b.Party, b.Basis, (string?)b.Reference)).ToList();
        var declared = Agreements.Sides(plan.Facts).Where(s => LegalBases.IsKnown(s.Basis) && recorded.All(r => r.Party != s.Party)).DistinctBy(s => s.Party);
        return [.. recorded, .. declared.Select(s => (s.Party, s.Basis, s.Reference))];
    }

    public static string AgreementTerm(string kind) => kind switch
    {
        AgreementKinds.Exchange => "dpv:ThirdPartyAgreement",
        AgreementKinds.Processing => "dpv:ControllerProcessorAgreement",
        AgreementKinds.SubProcessing => "dpv:SubProcessorAgreement",
        _ => "dpv:JointDataControllersAgreement",
    };

    /// <summary>What allows a transfer outside the EEA (GDPR 45-49).</summary>
    public static string TransferTerm(string tool) => tool switch
    {
        "standard-contractual-clauses" => "eu-gdpr:StandardContractualClauses",
        "binding-corporate-rules" => "eu-gdpr:BindingCorporateRules",
        _ => "eu-gdpr:DataTransferTool",
    };
}
