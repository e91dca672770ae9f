namespace Onboarding.Plans.Rules;

/// <summary>Who has which role in which operation, derived from the facts of the dossier.</summary>
internal sealed class RoleMap
{
    private RoleMap(OperationFile[] operations, IReadOnlyList<RoleDecision> decisions)
    {
        Operations = operations;
        Decisions = decisions;
        Needs = [.. decisions.SelectMany(d => d.Needs).DistinctBy(n => n.Key)];
    }

    /// <summary>Who decides and who acts: as the dossier states it, else as it follows from parties and destination.</summary>
    public IReadOnlyList<OperationFile> Operations { get; }

    /// <summary>A role for each party in each operation in which it has a part, in the order of the operations.</summary>
    public IReadOnlyList<RoleDecision> Decisions { get; }

    /// <summary>The agreements that the roles ask for, each once.</summary>
    public IReadOnlyList<AgreementNeed> Needs { get; }

    /// <summary>The roles of a party, without repetition.</summary>
    public IReadOnlyList<string> RolesOf(string? party) => [.. Decisions.Where(d => d.Party == party).Select(d => d.Role).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether the dossier says that a party works for another, in all operations or in one: its facts have to bear that out.</summary>
    public bool IsSaidToProcess(PartyFile party) => party.ActsFor is not null || Decisions.Any(d => d.Party == party.Id && !d.Question.Deciders.Contains(party.Id));

    /// <summary>Whoever is a processor or sub-processor, once for each party that it works for.</summary>
    public IEnumerable<RoleQuestion> Processors => Decisions.Where(d => PartyRoles.IsProcessor(d.Role)).Select(d => d.Question).DistinctBy(q => (q.Party, q.Principal, q.Controller));

    public static RoleMap Derive(PlanFacts facts)
    {
        var operations = facts.Dossier.Operations.Length > 0 ? facts.Dossier.Operations : PlannedOperations.Derive(facts);
        var questions = operations.SelectMany(o => o.Decides.Union(o.Acts, StringComparer.Ordinal).Select(p => Ask(facts, operations, o, p)));
        return new RoleMap(operations, [.. questions.OfType<RoleQuestion>().OrderBy(q => Array.IndexOf(Rules.Operations.All, q.Operation)).Select(RoleToAgreement.Decide)]);
    }

    /// <summary>The fact by which a party that acts for another decides in truth (rules ROL-04, ROL-05); null where there is none. What a platform is, its contract says.</summary>
    public static string? DecidesBy(PlanFacts facts, string party, string operation)
    {
        if (facts.IsPlatformParty(party))
        {
            return null;
        }

        var file = facts.Party(party);
        return Rol04ProcessorByFacts.Against(file?.Facts).FirstOrDefault() ?? (operation == Rules.Operations.Select && file?.AudienceSource == Rol05OwnAudience.Provider ? "audienceSource" : null);
    }

    private static RoleQuestion? Ask(PlanFacts facts, OperationFile[] operations, OperationFile operation, string party)
    {
        if (operation.Decides.Contains(party))
        {
            return new RoleQuestion(operation.Operation, party) { Deciders = operation.Decides, Exchanges = operation.Decides.Length > 1 ? [] : Exchanges(facts, operations, operation.Operation, party) };
        }

        // The chain of actsFor may end at another operation's controller: then the one who alone decides here is meant.
        var sole = operation.Decides.Length == 1 ? operation.Decides[0] : null;
        var controller = facts.Principals(party).FirstOrDefault(operation.Decides.Contains) ?? sole;
        if (controller is null)
        {
            return null;
        }

        var decidesBy = DecidesBy(facts, party, operation.Operation);
        return new RoleQuestion(operation.Operation, party)
        {
            Deciders = operation.Decides,
            DecidesBy = decidesBy,
            Principal = facts.Principals(party).Contains(controller) ? facts.Party(party)!.ActsFor : controller,
            Controller = controller,
            Instruction = Instructions.Find(facts, controller, party).State,
            Exchanges = decidesBy is null ? [] : [controller],
            OwnUse = facts.Party(party)?.OwnUse?.Purpose,
        };
    }

    // The controller's records reach others that decide alone by the upload; from then on each of them works with what it got.
    private static IReadOnlyList<string> Exchanges(PlanFacts facts, OperationFile[] operations, string operation, string party)
    {
        var controller = facts.Dossier.Controller;
        if (party != controller)
        {
            return Rules.Operations.IsAfterExchange(operation) ? [controller] : [];
        }

        return operation != Rules.Operations.Upload
            ? []
            : [.. operations.Where(o => Rules.Operations.IsAfterExchange(o.Operation) && o.Decides is [var other] && other != controller).Select(o => o.Decides[0]).Distinct(StringComparer.Ordinal)];
    }
}
