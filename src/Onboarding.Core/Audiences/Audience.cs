using System.Globalization;

namespace Onboarding.Audiences;

/// <summary>A finished audience on its way to a destination: keyed or salted tokens with their label. Comes only out of a run, and is delivered once.</summary>
public sealed class Audience
{
    internal Audience(Guid id, string path, PseudonymityLabel label, ReadOnlyMemory<byte>? signature, bool isDemo)
    {
        Id = id.ToString("N", CultureInfo.InvariantCulture);
        Path = path;
        Label = label;
        Signature = signature;
        IsDemo = isDemo;
        Length = new FileInfo(path).Length;
    }

    /// <summary>The output's id: 32 hex digits, ascending with time.</summary>
    public string Id { get; }

    /// <summary>The name to deliver it under: the id and <c>.audience</c>. Never a campaign's name.</summary>
    public string FileName => Id + AudienceLayout.FileSuffix;

    /// <summary>The length of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>The label inside: always pseudonymous personal data.</summary>
    public PseudonymityLabel Label { get; }

    /// <summary>The sender's detached signature, a small JSON file; null where the plan names no signing key. To be delivered with the audience, and visible no later than it.</summary>
    public ReadOnlyMemory<byte>? Signature { get; }

    /// <summary>The name to deliver the signature under: that of the audience and <c>.sig</c>.</summary>
    public string SignatureFileName => FileName + AudienceSignature.FileSuffix;

    /// <summary>Whether it was made with a published key.</summary>
    public bool IsDemo { get; }

    internal string Path { get; }

    /// <summary>Opens the file's bytes for a destination to send. The caller disposes the stream.</summary>
    public Stream OpenRead() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
