using Microsoft.Extensions.Logging;
using Onboarding.Internal;
using Onboarding.Telemetry;

namespace Onboarding.Suppression;

/// <summary>Snapshot files of one store in a folder of their own. The newest counts; all can be deleted at any time, and are built anew from the store.</summary>
internal sealed class SnapshotFolder(string folder, TimeProvider time, ILogger logger)
{
    /// <summary>Whether hashed columns will be compared, so that it has to be known exactly which opt-outs have the hashes of all forms. Costs building a file anew where some had not.</summary>
    /// <value>The default is false.</value>
    public bool TracksForms { get; init; }

    /// <summary>Opens a snapshot that has every change that the store had when this was called: the newest file, or one that is made of it and of what changed since.</summary>
    /// <param name="store">The store.</param>
    /// <param name="keyId">The suppression key of its opt-outs.</param>
    /// <param name="cancellationToken">Cancels the building; what was begun is deleted.</param>
    /// <returns>The file; to be disposed.</returns>
    /// <exception cref="OnboardingException"><c>KEY_MISMATCH</c>: the store has opt-outs under another key.</exception>
    public async ValueTask<SnapshotFile> RefreshAsync(ISuppressionStore store, string keyId, CancellationToken cancellationToken)
    {
        var wanted = await store.GetLastChangeAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var newest = await OpenNewestAsync(store, keyId, cancellationToken).ConfigureAwait(false);
            if (newest?.Change >= wanted)
            {
                return newest;
            }

            string path;
            using (newest)
            {
                path = await BuildAsync(store, keyId, newest, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                var file = SnapshotFile.Open(path);
                DeleteOlder(path);
                return file;
            }
            catch (FileNotFoundException)
            {
                // Another process has made a newer one and deleted this: the next round finds that.
            }
        }
    }

    private async ValueTask<string> BuildAsync(ISuppressionStore store, string keyId, SnapshotFile? old, CancellationToken cancellationToken)
    {
        DurableFile.CreatePrivateFolder(folder);
        DurableFile.DeleteOldTemporaries(folder);

        // What was recorded before the newest profiles, or known by its token alone, may have been completed since: only a file that is built anew can tell.
        using var builder = new SnapshotBuilder(folder, keyId, TracksForms && old is { CoversForms: false } ? null : old);
        await builder.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        return builder.Write(time.GetUtcNow(), cancellationToken);
    }

    private async ValueTask<SnapshotFile?> OpenNewestAsync(ISuppressionStore store, string keyId, CancellationToken cancellationToken)
    {
        foreach (var path in List().OrderDescending(StringComparer.Ordinal))
        {
            SnapshotFile? file = null;
            try
            {
                file = SnapshotFile.Open(path);
                if (file.KeyId != keyId)
                {
                    file.Dispose();
                }
                else if (await IsMadeOfAsync(file, store, cancellationToken).ConfigureAwait(false))
                {
                    return file;
                }
                else
                {
                    throw new InvalidDataException("the store is not the one that the file was made of, or an older state of it");
                }
            }
            catch (FileNotFoundException)
            {
                // Another process has just deleted it.
            }
            catch (InvalidDataException exception)
            {
                file?.Dispose();
                Log.SnapshotDiscarded(logger, Path.GetFileName(path), exception.Message);
                TryDelete(path);
            }
            catch
            {
                file?.Dispose();
                throw;
            }
        }

        return null;
    }

    // A store that was restored from a backup gives the change numbers out again, for other opt-outs.
    private static async ValueTask<bool> IsMadeOfAsync(SnapshotFile file, ISuppressionStore store, CancellationToken cancellationToken)
    {
        if (file.Change == 0)
        {
            return true;
        }

        var found = await store.FindAsync(file.Facts.WitnessToken, cancellationToken).ConfigureAwait(false);
        return found.Any(o => o.Number == file.Facts.WitnessNumber && o.Change >= file.Change);
    }

    private string[] List() => Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + SnapshotLayout.Suffix) : [];

    private void DeleteOlder(string path)
    {
        foreach (var older in List().Where(p => StringComparer.Ordinal.Compare(Path.GetFileName(p), Path.GetFileName(path)) < 0))
        {
            TryDelete(older);
        }
    }

    // Where the system keeps a file that somebody has open, it goes another time.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
