using Onboarding.Plans;

namespace Onboarding.Audiences;

/// <summary>Who is what in an output's label: roles, bases, holders and agreements, as the dossier records them.</summary>
internal static class LabelParties
{
    private const string Processor = "processor";
    private const string JointController = "joint-controller";
    private const string JointArrangement = "joint";

    /// <summary>Parties besides the recipient that may hold the values: those that work for it.</summary>
    public static IEnumerable<string> HoldersBeyond(ReviewedPlan plan) => plan.Dossier.Parties.Where(p => p.ActsFor == plan.Domain.Recipient).Select(p => p.Id);

    /// <summary>Controller and recipient, unless the recipient works for the controller: it has nobody's rights to answer.</summary>
    public static IEnumerable<PartyFile> Controllers(ReviewedPlan plan) => new[] { plan.Domain.Controller, plan.Domain.Recipient }.Select(plan.Party).Where(p => p.ActsFor is null);

    /// <summary>Parties that work for the controller or the recipient.</summary>
    public static IEnumerable<PartyFile> Processors(ReviewedPlan plan) => plan.Dossier.Parties.Where(p => p.ActsFor is not null && p.Id != plan.Domain.Controller && p.Id != plan.Domain.Recipient);

    /// <summary>The arrangement between joint controllers that covers both parties; null where they decide apart.</summary>
    public static AgreementFile? Arrangement(ReviewedPlan plan) => plan.Dossier.Agreements.FirstOrDefault(a => a.Kind == JointArrangement && a.Parties.Contains(plan.Domain.Controller) && a.Parties.Contains(plan.Domain.Recipient));

    public static string RoleOf(ReviewedPlan plan, PartyFile party) => party.ActsFor is not null ? Processor : Arrangement(plan) is not null ? JointController : "controller";

    public static string RoleTerm(string role) => role == Processor ? "dpv:DataProcessor" : "dpv:DataController";

    public static string AgreementTerm(string kind) => kind switch
    {
        "exchange" => "dpv:ThirdPartyAgreement",
        "processing" => "dpv:ControllerProcessorAgreement",
        "sub-processing" => "dpv:SubProcessorAgreement",
        JointArrangement => "dpv:JointDataControllersAgreement",
        _ => "dpv:LegalAgreement",
    };

    /// <summary>Each controller's own basis: from the dossier's bases, else as the other party declared it in an agreement.</summary>
    public static IEnumerable<(string Party, string Basis, string? Reference)> Bases(ReviewedPlan plan)
    {
        var recorded = plan.Dossier.Bases.Select(b => (b.Party, b.Basis, (string?)b.Reference)).ToList();
        var declared = plan.Dossier.Agreements.SelectMany(a => a.Sides).Where(s => LegalBases.IsKnown(s.Basis) && recorded.All(r => r.Party != s.Party)).DistinctBy(s => s.Party);
        return [.. recorded, .. declared.Select(s => (s.Party, s.Basis, s.Reference))];
    }
}
