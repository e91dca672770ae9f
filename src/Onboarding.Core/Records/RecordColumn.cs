using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>A column of a source that holds an identifier.</summary>
/// <param name="Kind">The kind of identifier.</param>
/// <param name="Name">The column's name in the source.</param>
public sealed record RecordColumn(IdentifierKind Kind, string Name);
