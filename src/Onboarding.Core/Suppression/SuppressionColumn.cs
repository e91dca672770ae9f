using Onboarding.Identifiers;

namespace Onboarding.Suppression;

/// <summary>A column of an opt-out list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of identifier that it holds or was made of.</param>
/// <param name="Form">What its values are.</param>
public sealed record SuppressionColumn(string Name, IdentifierKind Kind, SuppressionValueForm Form);
