using Onboarding.Profiles;

namespace Onboarding.Records;

/// <summary>The columns of a field that is no identifier. The texts of several are joined by a space, in this order: <c>van den</c> and <c>Berg</c>.</summary>
/// <param name="Field">The field.</param>
/// <param name="Names">The names of the columns; one for fields that are no texts.</param>
internal sealed record AttributeColumns(ProfileField Field, IReadOnlyList<string> Names);
