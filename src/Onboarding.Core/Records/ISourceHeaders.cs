namespace Onboarding.Records;

/// <summary>Reads the header rows of files, so that the review of a plan with a preset knows which columns a run will read.</summary>
public interface ISourceHeaders
{
    /// <summary>Reads the header row of each file, and no record.</summary>
    /// <param name="paths">Full paths, of which the last segment may be a pattern with <c>*</c> and <c>?</c>.</param>
    /// <param name="separator">The separator; null to find it out.</param>
    /// <param name="encoding">The declared encoding, one of <see cref="SourceEncodings"/>; null where none is declared.</param>
    /// <param name="members">Names of the members of a zip archive that are read; none where it must have one.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>SOURCE_UNREADABLE</c>, <c>SOURCE_EMPTY</c>, <c>ENCODING_UNDECLARED</c>, <c>ENCODING_UNSUPPORTED</c>.</exception>
    ValueTask<IReadOnlyList<SourceHeader>> ReadAsync(IReadOnlyList<string> paths, char? separator, string? encoding, IReadOnlyList<string> members, CancellationToken cancellationToken);
}
