namespace Onboarding.Matching;

/// <summary>Finds the tokens that an audience and the own users share: the seam at which a cluster can stand beside this machine.</summary>
internal interface ITokenJoin
{
    /// <summary>Reports every pair of equal tokens exactly once, in no particular order.</summary>
    /// <param name="audience">The audience's tokens, each of them once.</param>
    /// <param name="own">The own users' tokens; one token may have several ordinals, one ordinal several tokens.</param>
    /// <param name="found">Takes what was found.</param>
    /// <param name="cancellationToken">Cancels within a block; nothing is left behind.</param>
    /// <exception cref="IOException">A temporary file could not be written or read.</exception>
    /// <exception cref="InvalidDataException">A source that says it is sorted is not.</exception>
    void Join(ITokenSource audience, ITokenSource own, SharedTokens found, CancellationToken cancellationToken);
}
