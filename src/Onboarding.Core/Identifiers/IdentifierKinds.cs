namespace Onboarding.Identifiers;

/// <summary>Names of the identifier kinds as contracts, plans and labels write them.</summary>
public static class IdentifierKinds
{
    /// <summary>All kinds in ascending order of their number in the audience file.</summary>
    public static IReadOnlyList<IdentifierKind> All { get; } =
        [IdentifierKind.Email, IdentifierKind.Phone, IdentifierKind.Maid, IdentifierKind.ExternalId];

    /// <summary>The contract name of a kind: <c>email</c>, <c>phone</c>, <c>maid</c> or <c>external_id</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a defined kind.</exception>
    public static string GetName(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Email => "email",
        IdentifierKind.Phone => "phone",
        IdentifierKind.Maid => "maid",
        IdentifierKind.ExternalId => "external_id",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), "The value is not a defined identifier kind."),
    };

    /// <summary>Reads a contract name.</summary>
    /// <param name="name">The name, exact.</param>
    /// <param name="kind">The kind, when the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string? name, out IdentifierKind kind)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(name, GetName(candidate), StringComparison.Ordinal))
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
