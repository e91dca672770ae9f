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
        if (audience.Signature is not { } signature)
        {
            await WriteAsync(path, audience.OpenRead(), cancellationToken).ConfigureAwait(false);
            return path;
        }

        // The signature first: whoever finds the audience finds it too.
        var signaturePath = Path.Combine(_folder, audience.SignatureFileName);
        await WriteAsync(signaturePath, new MemoryStream(signature.ToArray()), cancellationToken).ConfigureAwait(false);
        try
        {
            await WriteAsync(path, audience.OpenRead(), cancellationToken).ConfigureAwait(false);
            return path;
        }
        catch
        {
            File.Delete(signaturePath);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string> DeliverAsync(PlatformUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        Directory.CreateDirectory(_folder);
        var written = new List<string>();
        try
        {
            foreach (var file in upload.Files)
            {
                var path = Path.Combine(_folder, file.Name);
                await WriteAsync(path, file.OpenRead(), cancellationToken).ConfigureAwait(false);
                written.Add(path);
            }
        }
        catch
        {
            written.ForEach(File.Delete);
            throw;
        }

        return written[^1];
    }

    private static async ValueTask WriteAsync(string path, Stream source, CancellationToken cancellationToken)
    {
        var temporary = DurableFile.TemporaryName(path);
        await using var closing = source.ConfigureAwait(false);
        try
        {
            var target = DurableFile.CreatePrivate(temporary, FileOptions.Asynchronous);
            await using (target.ConfigureAwait(false))
            {
                await source.CopyToAsync(target, 1024 * 1024, cancellationToken).ConfigureAwait(false);
                target.Flush(flushToDisk: true);
            }

            DurableFile.Publish(temporary, path, overwrite: false);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
