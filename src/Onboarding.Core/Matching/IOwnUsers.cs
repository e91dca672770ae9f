using Onboarding.Identifiers;

namespace Onboarding.Matching;

/// <summary>Takes the own id of a row; valid during the call, empty where the row has none that can be used.</summary>
internal delegate void OwnIdVisit(uint row, ReadOnlySpan<byte> id);

/// <summary>The own users as a match needs them, in columns by the ordinal of their row: read just now, or from an index.</summary>
internal interface IOwnUsers : IDisposable
{
    OwnUserCounts Counts { get; }

    OwnRows Rows { get; }

    /// <summary>The party tokens of a kind with the ordinals of their rows.</summary>
    ITokenSource OpenTokens(IdentifierKind kind);

    /// <summary>Visits the rows of own ids that have several: each but one, and that one.</summary>
    void VisitRepeats(Action<uint, uint> visit);

    /// <summary>Visits the rows in their order.</summary>
    ValueTask VisitIdsAsync(OwnIdVisit visit, CancellationToken cancellationToken);
}
