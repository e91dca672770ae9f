namespace Onboarding.Plans.Rules;

/// <summary>What the dossier says of a controller's instruction to whoever acts for it.</summary>
internal enum InstructionState
{
    /// <summary>None names this recipient.</summary>
    Missing,

    /// <summary>There is one, and purpose or fields of the plan lie outside of it.</summary>
    Outside,

    /// <summary>One covers recipient, purpose and fields, and its time is over or unclear.</summary>
    Ended,

    /// <summary>One covers recipient, purpose and fields, and holds.</summary>
    Covers,
}

/// <summary>Finds the instruction on which a party acts (rule SEC-01, step 3 of the decision).</summary>
internal static class Instructions
{
    /// <summary>The instruction that covers most and lasts longest.</summary>
    public static (InstructionState State, InstructionFile? Instruction) Find(PlanFacts facts, string controller, string processor)
    {
        var direct = DirectProcessor(facts, controller, processor);
        var named = facts.Dossier.Instructions.Where(i => i.By == controller && i.To == direct && i.Recipient == facts.Dossier.Recipient).ToList();
        var covering = named.Where(i => (facts.Purpose is null || i.Purpose == facts.Purpose) && facts.Fields.All(i.Fields.Contains)).MaxBy(i => End(i, facts.Now));
        return (covering, named) switch
        {
            (not null, _) => (End(covering, facts.Now) < facts.Now ? InstructionState.Ended : InstructionState.Covers, covering),
            (_, [var first, ..]) => (InstructionState.Outside, first),
            _ => (InstructionState.Missing, null),
        };
    }

    // A sub-processor works on the instruction that its principal got and passes on.
    public static string DirectProcessor(PlanFacts facts, string controller, string processor)
    {
        return facts.Principals(processor).Contains(controller) ? facts.Principals(processor).TakeWhile(p => p != controller).LastOrDefault(processor) : processor;
    }

    private static DateTimeOffset End(InstructionFile instruction, DateTimeOffset now) => PlanDate.TryParse(instruction.ValidUntil, out var until) ? until.Resolve(now) : DateTimeOffset.MinValue;
}
