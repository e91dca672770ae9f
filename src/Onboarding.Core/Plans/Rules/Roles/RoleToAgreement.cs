namespace Onboarding.Plans.Rules;

/// <summary>From the facts about one party in one operation to its role and the agreements that the role asks for, in seven steps (docs/roles.md).</summary>
internal static class RoleToAgreement
{
    // Identifiers are onboarded to treat one person differently from another, so the first question has no other answer.
    private const string Identifiable = "1 identifiable: yes";

    public static RoleDecision Decide(RoleQuestion question)
    {
        var name = PlanFacts.Shorten(question.Party);
        if (question.Deciders.Contains(question.Party))
        {
            return Control(question, $"{Identifiable}; 2 decides why or the essential means: {name} yes");
        }

        return question.DecidesBy is { } fact
            ? Control(question, $"{Identifiable}; 2 decides why or the essential means: {name} yes, by {fact}")
            : Process(question, $"{Identifiable}; 2 decides why or the essential means: {name} no");
    }

    private static RoleDecision Control(RoleQuestion question, string path)
    {
        if (question.Deciders.Count > 1 && question.Deciders.Contains(question.Party))
        {
            var arrangement = new AgreementNeed(AgreementKinds.Joint, question.Deciders);
            return new RoleDecision(question, PartyRoles.JointController, $"{path}; 4 together: yes; joint controllers -> {arrangement}", [arrangement]);
        }

        AgreementNeed[] needs = [.. question.Exchanges.Select(other => new AgreementNeed(AgreementKinds.Exchange, [.. new[] { question.Party, other }.Order(StringComparer.Ordinal)]))];
        var end = needs.Length == 0 ? "5 independent controller, nothing passes to another -> no agreement" : $"5 independent controllers -> {string.Join(", ", needs.AsEnumerable())}";
        return new RoleDecision(question, PartyRoles.Controller, $"{path}; 4 together: no; {end}", needs);
    }

    private static RoleDecision Process(RoleQuestion question, string path)
    {
        var isDirect = question.Principal == question.Controller;
        var need = new AgreementNeed(isDirect ? AgreementKinds.Processing : AgreementKinds.SubProcessing, [question.Principal!, question.Party]);
        var controller = PlanFacts.Shorten(question.Controller!);
        path += $"; 3 instruction of {controller} on file: " + question.Instruction switch
        {
            InstructionState.Covers => "yes",
            InstructionState.Ended => "no, " + RoleReasons.InstructionExpired.Code,
            InstructionState.Outside => "no, " + RoleReasons.PurposeOutsideInstruction.Code,
            _ => "no, " + RoleReasons.InstructionMissing.Code,
        };
        path += isDirect ? $"; processor -> {need}" : $"; 6 a processor passes to another -> {need}, authorised by {controller}";
        if (question.OwnUse is { } use)
        {
            path += $"; 7 own use ({PlanFacts.Shorten(use)}): {RoleReasons.ReuseNotSupported.Code}";
        }

        return new RoleDecision(question, isDirect ? PartyRoles.Processor : PartyRoles.SubProcessor, path, [need]);
    }
}
