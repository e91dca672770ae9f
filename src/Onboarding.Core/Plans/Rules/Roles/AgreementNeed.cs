namespace Onboarding.Plans.Rules;

/// <summary>An agreement that has to exist before records move.</summary>
/// <param name="Kind">One of <see cref="AgreementKinds"/>.</param>
/// <param name="Parties">Between whom: the one that decides or passes on first.</param>
internal sealed record AgreementNeed(string Kind, IReadOnlyList<string> Parties)
{
    /// <summary>The parties and the kind, whatever their order.</summary>
    public string Key => Kind + " " + string.Join(' ', Parties.Order(StringComparer.Ordinal));

    public override string ToString() => $"{AgreementKinds.Describe(Kind)} {string.Join(" - ", Parties.Select(PlanFacts.Shorten))}";
}
