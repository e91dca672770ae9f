using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Matching.Indexes;

/// <summary>An index file that opened with the party key. Immutable; several matches may read it at once, and a newer one may take its name meanwhile.</summary>
/// <remarks>Read by position and not mapped: a block is copied anyway when it is decrypted, and a mapped file that somebody cuts would end the process.</remarks>
internal sealed class IndexFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly KeyMaterial _key;
    private readonly byte[] _salt;
    private readonly Dictionary<int, (long Offset, long Length)> _sections = [];

    private IndexFile(SafeFileHandle handle, KeyCard card)
    {
        _handle = handle;
        var header = IndexHeader.Read(handle);
        if (!CryptographicOperations.FixedTimeEquals(header.Check, Convert.FromHexString(card.CheckValue)))
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"the index was built with another key than {card.Id}");
        }

        _salt = header.Salt;
        _key = header.DeriveKey(card);
        try
        {
            Facts = ReadFacts(header);
            var offset = (long)IndexLayout.HeaderLength;
            foreach (var (section, length) in Facts.Sections)
            {
                _sections.Add(section, (offset, length));
                offset += IndexLayout.StoredLength(length);
            }
        }
        catch
        {
            _key.Dispose();
            throw;
        }
    }

    public IndexFacts Facts { get; }

    /// <summary>Opens a file and checks its description; each block is checked when it is read.</summary>
    /// <exception cref="OnboardingException"><c>INDEX_DAMAGED</c>, <c>INDEX_OUTDATED</c>, <c>KEY_MISMATCH</c>.</exception>
    public static IndexFile Open(string path, KeyCard card)
    {
        var handle = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        try
        {
            return new IndexFile(handle, card);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The header alone, which needs no key.</summary>
    public static IndexHeader ReadHeader(string path)
    {
        using var handle = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        return IndexHeader.Read(handle);
    }

    /// <summary>Reads a section from its beginning; one that is not there is empty.</summary>
    public IndexSection OpenSection(int section)
    {
        var (offset, length) = _sections.GetValueOrDefault(section);
        return new IndexSection(_handle, new FrameCipher(_key, _salt), section, offset, length);
    }

    public IndexTokens OpenTokens(IdentifierKind kind) => new(OpenSection(IndexLayout.TokensOf(kind)));

    public RowSet ReadRows(int section)
    {
        using var reader = OpenSection(section);
        var rows = new RowSet();
        for (var at = 0L; reader.MoveNext(); at += reader.Current.Length)
        {
            rows.Read(at, reader.Current);
        }

        return rows;
    }

    public void Dispose()
    {
        _key.Dispose();
        _handle.Dispose();
    }

    private IndexFacts ReadFacts(IndexHeader header)
    {
        using var cipher = new FrameCipher(_key, _salt);
        var stored = new byte[header.DescriptionLength];
        var description = new byte[Math.Max(0, stored.Length - FrameCipher.TagLength)];
        return stored.Length >= FrameCipher.TagLength
            && RandomAccess.Read(_handle, stored, header.FileLength - stored.Length) == stored.Length
            && cipher.TryOpen(IndexLayout.FrameOf(0, 0), last: true, stored, description)
            && IndexFacts.Read(description, header) is { } facts
            ? facts
            : throw new OnboardingException(Reasons.IndexDamaged, "the description is not the one that was written");
    }
}
