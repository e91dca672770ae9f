using Onboarding.Profiles;
using static Onboarding.Plans.Rules.Operations;

namespace Onboarding.Plans.Rules;

/// <summary>Who decides on each operation and who acts in it, where the dossier does not say so: what follows from parties and destination.</summary>
internal static class PlannedOperations
{
    public static OperationFile[] Derive(PlanFacts facts)
    {
        var controller = facts.Dossier.Controller;
        var recipient = facts.Dossier.Recipient ?? "";
        var parts = facts.IsPlatform ? Platform(facts, controller, recipient) : Audience(facts, controller, recipient);
        return [.. parts.Select(o => Operation(o.Operation, o.Decides, [.. o.Acts.Union(Providers(facts, o.Operation), StringComparer.Ordinal)]))];
    }

    private static IEnumerable<OperationFile> Audience(PlanFacts facts, string controller, string recipient)
    {
        var matching = facts.Principals(recipient).LastOrDefault(recipient);
        return All.Select(o => o is Match or Report ? Operation(o, [matching], matching == recipient ? [] : [recipient]) : Operation(o, [controller], []));
    }

    // The contract that the platform offers decides; where nothing of it was read, the dossier has to say it.
    private static IEnumerable<OperationFile> Platform(PlanFacts facts, string controller, string recipient)
    {
        var role = facts.Party(recipient)?.ActsFor is not null ? PlatformRole.Processor : facts.Platform?.ClaimedRole ?? PlatformRole.NotVerified;
        return All.Where(o => role != PlatformRole.NotVerified || !ReadAsJoint.Contains(o)).Select(o => (role, ReadAsJoint.Contains(o)) switch
        {
            (PlatformRole.JointController, true) => Operation(o, [controller, recipient], []),
            (PlatformRole.Processor, true) => Operation(o, [controller], [recipient]),
            _ => Operation(o, [controller], []),
        });
    }

    // Whoever works for the recipient, directly or not, works where it does; other processors prepare and send for the controller.
    private static IEnumerable<string> Providers(PlanFacts facts, string operation)
    {
        return facts.Dossier.Parties
            .Where(p => p.ActsFor is not null && p.Id != facts.Dossier.Controller && p.Id != facts.Dossier.Recipient)
            .Where(p => facts.Principals(p.Id).Contains(facts.Dossier.Recipient) ? operation is Match or Report : operation is Pseudonymise or Upload or Delete)
            .Select(p => p.Id);
    }

    private static OperationFile Operation(string name, string[] decides, string[] acts) => new() { Operation = name, Decides = decides, Acts = acts };
}
