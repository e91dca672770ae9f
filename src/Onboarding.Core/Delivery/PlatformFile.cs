namespace Onboarding.Delivery;

/// <summary>A file of a platform's upload.</summary>
public sealed class PlatformFile
{
    private readonly string _path;

    internal PlatformFile(string name, string path, string? method, string? address)
    {
        (Name, _path, Method, Address) = (name, path, method, address);
        Length = new FileInfo(path).Length;
    }

    /// <summary>The name to deliver it under: the output's id, what it holds, its number.</summary>
    public string Name { get; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>The HTTP method, where the file is the body of a request; null where somebody uploads it, and for label and list of files.</summary>
    public string? Method { get; }

    /// <summary>The address of the request.</summary>
    public string? Address { get; }

    /// <summary>Opens the file's bytes for a destination to send. The caller disposes the stream.</summary>
    public Stream OpenRead() => new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
