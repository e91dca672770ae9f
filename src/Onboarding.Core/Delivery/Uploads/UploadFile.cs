using System.Buffers;
using System.IO.Compression;
using Onboarding.Internal;

namespace Onboarding.Delivery.Uploads;

/// <summary>A part that is being written: owner-only and under a temporary name until it is published.</summary>
internal sealed class UploadFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly ArrayBufferWriter<byte> _buffer = new(BufferSize);
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly Stream _stream;
    private long _spilled;

    public UploadFile(string folder, string name, string? method, string? address)
    {
        Name = name;
        Method = method;
        Address = address;
        Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), name);
        _temporary = DurableFile.TemporaryName(Path);
        _file = DurableFile.CreatePrivate(_temporary);
        _stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true) : _file;
    }

    public string Name { get; }

    public string Path { get; }

    public string? Method { get; }

    public string? Address { get; }

    /// <summary>How many people it holds.</summary>
    public long Members { get; set; }

    /// <summary>What was written, before compression.</summary>
    public long Length => _spilled + _buffer.WrittenCount;

    /// <summary>Where a writer of JSON writes; <see cref="SpillWhenFull"/> after each member keeps it small.</summary>
    public IBufferWriter<byte> Output => _buffer;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        SpillWhenFull();
    }

    public void SpillWhenFull()
    {
        if (_buffer.WrittenCount >= BufferSize / 2)
        {
            Spill();
        }
    }

    /// <summary>Nothing is written any more; what was is on disk.</summary>
    public void Finish()
    {
        Spill();
        if (_stream != _file)
        {
            _stream.Dispose();
        }

        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    /// <summary>Gives the part its name; the folder is flushed by whoever publishes all of them.</summary>
    public void Publish() => File.Move(_temporary, Path, overwrite: false);

    /// <summary>Takes back what is not published together with the others.</summary>
    public void Delete(bool isPublished)
    {
        Dispose();
        File.Delete(isPublished ? Path : _temporary);
    }

    public void Dispose()
    {
        _buffer.Clear();
        _file.Dispose();
    }

    private void Spill()
    {
        _stream.Write(_buffer.WrittenSpan);
        _spilled += _buffer.WrittenCount;
        // Clear, not ResetWrittenCount: it overwrites the identifiers.
        _buffer.Clear();
    }
}
