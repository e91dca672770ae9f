namespace Onboarding.Suppression;

/// <summary>What the spreading of a no may take. The result does not depend on it.</summary>
/// <param name="Rounds">Rounds before what remains is joined at once; 1 or more.</param>
/// <param name="SortBytes">Bytes of records that are sorted at once.</param>
/// <param name="FilterBytes">Bytes of the filter before the identifiers of a round, a power of two: with 32 MiB it is as good as it gets for 16 million identifiers, and above that it lets more rows through to be sorted.</param>
internal readonly record struct SpreadBounds(int Rounds, int SortBytes, int FilterBytes)
{
    public static SpreadBounds Default { get; } = new(8, 16 * 1024 * 1024, 32 * 1024 * 1024);
}
