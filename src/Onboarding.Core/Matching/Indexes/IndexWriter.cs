using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Matching.Indexes;

/// <summary>Writes an index file, a section after the other, in constant memory. It is not there before it is whole.</summary>
internal sealed class IndexWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly CancellationToken _cancellationToken;
    private readonly IndexHeader _header;
    private readonly FileStream _stream;
    private readonly FrameCipher _cipher;
    private readonly List<(int Section, long Length)> _sections = [];
    private readonly byte[] _block = GC.AllocateUninitializedArray<byte>(IndexLayout.BlockLength);
    private readonly byte[] _sealed = GC.AllocateUninitializedArray<byte>(IndexLayout.BlockLength + FrameCipher.TagLength);
    private int _used;
    private int _section;
    private long _length;
    private long _written = IndexLayout.HeaderLength;

    public IndexWriter(string path, KeyCard card, DateTimeOffset deleteBy, CancellationToken cancellationToken)
    {
        DurableFile.CreatePrivateFolder(Path.GetDirectoryName(path)!);
        (_path, _temporary, _cancellationToken) = (path, DurableFile.TemporaryName(path), cancellationToken);
        _header = new IndexHeader
        {
            DescriptionLength = 0,
            FileLength = 0,
            Salt = System.Security.Cryptography.RandomNumberGenerator.GetBytes(IndexLayout.SaltLength),
            Check = Convert.FromHexString(card.CheckValue),
            DeleteBy = DateTimeOffset.FromUnixTimeSeconds(deleteBy.ToUnixTimeSeconds()),
        };
        using var key = _header.DeriveKey(card);
        _cipher = new FrameCipher(key, _header.Salt);
        _stream = DurableFile.CreatePrivate(_temporary);
    }

    /// <summary>When the file has to be gone, in whole seconds.</summary>
    public DateTimeOffset DeleteBy => _header.DeleteBy;

    public void BeginSection(int section) => (_section, _length) = (section, 0);

    /// <summary>Adds bytes to the section.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == _block.Length)
            {
                Flush(last: false);
            }

            var part = Math.Min(bytes.Length, _block.Length - _used);
            bytes[..part].CopyTo(_block.AsSpan(_used));
            bytes = bytes[part..];
            _used += part;
            _length += part;
        }
    }

    /// <summary>Adds all tokens of a source.</summary>
    public void Add(ITokenSource source)
    {
        var tokens = new Token[1024];
        var numbers = new uint[1024];
        Span<byte> entry = stackalloc byte[IndexLayout.EntryLength];
        for (int count; (count = source.Read(tokens, numbers)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                tokens[i].CopyTo(entry);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[Token.Size..], numbers[i]);
                Add(entry);
            }
        }
    }

    /// <summary>Ends the section; one without bytes is left out.</summary>
    public void EndSection()
    {
        if (_length > 0)
        {
            Flush(last: true);
            _sections.Add((_section, _length));
        }
    }

    /// <summary>Writes description and header, and gives the file its name.</summary>
    public IndexFacts Publish(IndexFacts facts)
    {
        facts = facts with { Sections = _sections };
        var length = facts.Write(_header).Length;
        var header = _header with { DescriptionLength = length + FrameCipher.TagLength, FileLength = _written + length + FrameCipher.TagLength };
        var described = facts.Write(header);
        var stored = new byte[header.DescriptionLength];
        _cipher.Seal(IndexLayout.FrameOf(0, 0), last: true, described, stored);
        RandomAccess.Write(_stream.SafeFileHandle, stored, _written);
        RandomAccess.Write(_stream.SafeFileHandle, header.Write(), 0);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        DurableFile.Publish(_temporary, _path);
        return facts;
    }

    public void Dispose()
    {
        _block.AsSpan().Clear();
        _cipher.Dispose();
        _stream.Dispose();
        File.Delete(_temporary);
    }

    private void Flush(bool last)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var block = IndexLayout.BlocksOf(_length) - 1;
        var stored = _sealed.AsSpan(0, _used + FrameCipher.TagLength);
        _cipher.Seal(IndexLayout.FrameOf(_section, block), last, _block.AsSpan(0, _used), stored);
        RandomAccess.Write(_stream.SafeFileHandle, stored, _written);
        _written += stored.Length;
        _used = 0;
    }
}
