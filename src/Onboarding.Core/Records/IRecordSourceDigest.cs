namespace Onboarding.Records;

/// <summary>What a source can tell besides its records: whether anything of it has changed. Implemented by sources whose bytes are read much faster than their records, such as files.</summary>
public interface IRecordSourceDigest
{
    /// <summary>
    /// A digest of everything that decides about the records, such as SHA-256 over names and all bytes of files and the options that they are read with; equal only for an equal source.
    /// An opt-out list whose digest is that of its last import is not read again. <see cref="IRecordSource.ComputeStamp"/> does not do for that, since times of files can be set back.
    /// </summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>SOURCE_UNREADABLE</c>.</exception>
    /// <returns>null where the source cannot tell: then it is read each time.</returns>
    ValueTask<string?> ComputeDigestAsync(CancellationToken cancellationToken);
}
