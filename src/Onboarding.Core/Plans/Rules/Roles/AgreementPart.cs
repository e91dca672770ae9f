namespace Onboarding.Plans.Rules;

/// <summary>Something that an agreement of a kind must say or name.</summary>
/// <param name="Name">The member of the agreement, or the name among its <c>parts</c>.</param>
/// <param name="Meaning">What it is about.</param>
/// <param name="Source">Where it is demanded.</param>
/// <param name="Member">Whether a member of the agreement holds it; null where it is a text among its parts.</param>
internal sealed record AgreementPart(string Name, string Meaning, string Source, Func<AgreementFile, bool>? Member = null)
{
    public bool IsIn(AgreementFile agreement) => Member is null ? agreement.Parts.TryGetValue(Name, out var text) && !string.IsNullOrWhiteSpace(text) : Member(agreement);
}
