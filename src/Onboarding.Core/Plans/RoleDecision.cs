using Onboarding.Plans.Rules;

namespace Onboarding.Plans;

/// <summary>The role of one party in one operation, and how it follows from the facts of the dossier (rules ROL-01, ROL-08; docs/roles.md).</summary>
public sealed class RoleDecision
{
    internal RoleDecision(RoleQuestion question, string role, string path, IReadOnlyList<AgreementNeed> needs)
    {
        Question = question;
        Role = role;
        Path = path;
        Needs = needs;
    }

    /// <summary>The operation: <c>collect</c>, <c>pseudonymise</c>, <c>select</c>, <c>upload</c>, <c>match</c>, <c>report</c> or <c>delete</c>.</summary>
    public string Operation => Question.Operation;

    /// <summary>The party's id.</summary>
    public string Party => Question.Party;

    /// <summary><c>controller</c>, <c>joint-controller</c>, <c>processor</c> or <c>sub-processor</c>.</summary>
    public string Role { get; }

    /// <summary>The steps of the decision with their answers, and the agreement that they lead to.</summary>
    public string Path { get; }

    internal RoleQuestion Question { get; }

    internal IReadOnlyList<AgreementNeed> Needs { get; }

    /// <summary><c>upload: webshop is controller: 1 identifiable: yes; …</c></summary>
    public override string ToString() => $"{PlanFacts.Shorten(Operation)}: {PlanFacts.Shorten(Party)} is {Role}: {Path}";
}
