using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Internal;

namespace Onboarding;

/// <summary>A folder whose content may leave. The only destination that takes audiences made with published demo keys.</summary>
public sealed class Outbox : IDestination
{
    private readonly string _folder;

    private Outbox(string folder) => _folder = folder;

    /// <inheritdoc/>
    public string Name => "outbox";

    /// <summary>The outbox at a folder, which is created when the first output is delivered.</summary>
    /// <param name="folder">The folder.</param>
    public static Outbox At(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new Outbox(Path.GetFullPath(folder));
    }

    /// <inheritdoc/>
    public async ValueTask<string> DeliverAsync(Audience audience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audience);
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, audience.FileName);
        var temporary = DurableFile.TemporaryName(path);
        try
        {
            var source = audience.OpenRead();
            await using (source.ConfigureAwait(false))
            {
                var target = DurableFile.CreatePrivate(temporary, FileOptions.Asynchronous);
                await using (target.ConfigureAwait(false))
                {
                    await source.CopyToAsync(target, 1024 * 1024, cancellationToken).ConfigureAwait(false);
                    target.Flush(flushToDisk: true);
                }
            }

            DurableFile.Publish(temporary, path, overwrite: false);
            return path;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
