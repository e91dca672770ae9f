namespace Onboarding.Plans.Rules;

/// <summary>What the decision asks about one party in one operation.</summary>
internal sealed record RoleQuestion(string Operation, string Party)
{
    /// <summary>Who decides why and how; several decide together.</summary>
    public required IReadOnlyList<string> Deciders { get; init; }

    /// <summary>The fact by which a party decides although it is said to act for another; null where there is none.</summary>
    public string? DecidesBy { get; init; }

    /// <summary>For whom a party acts that does not decide.</summary>
    public string? Principal { get; init; }

    /// <summary>The one that decides at the end of that chain; <see cref="Principal"/> itself for a processor.</summary>
    public string? Controller { get; init; }

    /// <summary>Whether an instruction of the controller covers purpose, recipient and fields.</summary>
    public InstructionState Instruction { get; init; }

    /// <summary>Other controllers, deciding on their own, with which records are exchanged in this operation.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>What a party that acts for another would use the records for itself; null where there is nothing.</summary>
    public string? OwnUse { get; init; }
}
