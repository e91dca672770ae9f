using Onboarding.Identifiers;

namespace Onboarding.Suppression;

/// <summary>Takes the usable entries of an opt-out list.</summary>
internal interface ISuppressionEntries
{
    /// <summary>A clear value.</summary>
    void AddClear(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical);

    /// <summary>32 bytes of a column that holds hashes or suppression tokens.</summary>
    void AddHashed(SuppressionColumn column, ReadOnlySpan<byte> digest);

    /// <summary>Called when the values of some rows were handed over, before more are read.</summary>
    ValueTask EndBatchAsync(CancellationToken cancellationToken);
}
