using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>An audience file that was found undamaged: structure, final hash, label, root and counts hold. Where it comes from is another question.</summary>
/// <remarks>For looking at a file; to use one, open it as <see cref="ReceivedAudience"/>. Positioned reads only, each chunk hashed again when it is read.</remarks>
public sealed partial class AudienceFile : IDisposable
{
    private readonly string _signaturePath;
    private readonly SafeFileHandle _handle;
    private readonly byte[] _headerAndTable;
    private readonly AudienceSection[] _sections;
    private readonly byte[] _labelBytes;
    private readonly byte[] _mac;
    private readonly byte[] _root;
    private readonly Dictionary<uint, byte[][]> _chunkHashes = [];

    private AudienceFile(string path, SafeFileHandle handle)
    {
        _signaturePath = path + AudienceSignature.FileSuffix;
        _handle = handle;
        var length = RandomAccess.GetLength(handle);
        _headerAndTable = ReadHeaderAndTable(length, out _sections);
        _labelBytes = ReadSection(AudienceLayout.LabelType);
        _mac = ReadSection(AudienceLayout.MacType);
        FinalHash = ReadSection(AudienceLayout.HashType);
        _root = VerifyContent();
        Label = PseudonymityLabel.Parse(_labelBytes);
        VerifyLabel();
    }

    /// <summary>The label, as the file carries it.</summary>
    public PseudonymityLabel Label { get; }

    /// <summary>SHA-256 of everything before it, the last 32 bytes of the file: what a signature signs.</summary>
    internal byte[] FinalHash { get; }

    /// <summary>The kinds of identifier that the file holds tokens of.</summary>
    public IReadOnlyList<IdentifierKind> Kinds => [.. _sections.Where(s => AudienceLayout.IsTokenSection(s.Type)).Select(s => AudienceLayout.KindOf(s.Type))];

    /// <summary>What the tokens are.</summary>
    public AudienceContent Content => AudienceLayout.ContentOf(_sections[0].Type);

    /// <summary>Opens a file and checks everything that needs no key.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnboardingException"><c>AUDIENCE_FORMAT</c>, <c>AUDIENCE_VERSION</c>, <c>AUDIENCE_SECTION_UNKNOWN</c>, <c>AUDIENCE_HASH</c>, <c>LABEL_MISSING</c>, <c>LABEL_INVALID</c>, <c>LABEL_DIGEST</c>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AudienceFile Open(string path)
    {
        var handle = File.OpenHandle(path);
        try
        {
            return new AudienceFile(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The number of tokens of a kind; 0 where there are none.</summary>
    /// <param name="kind">The kind.</param>
    public long GetTokenCount(IdentifierKind kind) => FindTokens(kind) is { } section ? section.Length / Token.Size : 0;

    /// <summary>Whether a holder of this key wrote the file, for the key's domain. Compared in constant time.</summary>
    /// <param name="card">A party key or salt.</param>
    public bool VerifyOrigin(KeyCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return CryptographicOperations.FixedTimeEquals(_mac, AudienceLayout.ComputeMac(Content, card, _headerAndTable, _root, _labelBytes));
    }

    /// <summary>Refuses a file that holds something else than is wanted.</summary>
    /// <param name="content">What is wanted.</param>
    /// <exception cref="OnboardingException"><c>AUDIENCE_CONTENT</c>.</exception>
    public void RequireContent(AudienceContent content)
    {
        if (Content != content)
        {
            throw new OnboardingException(Reasons.AudienceContentOther, $"the file holds {Name(Content)}, where {Name(content)} are wanted");
        }
    }

    /// <summary>Refuses a file that no holder of this key wrote for the key's domain.</summary>
    /// <param name="card">A party key or salt.</param>
    /// <exception cref="OnboardingException"><c>OUTSIDE_DOMAIN</c>, <c>KEY_MISMATCH</c>, <c>AUDIENCE_MAC</c>.</exception>
    public void RequireOrigin(KeyCard card)
    {
        ArgumentNullException.ThrowIfNull(card);

        // What the label claims is believed only to say sooner what is wrong; the MAC decides, with the card's domain.
        if (Label.Domain != card.Domain.ToString())
        {
            throw new OnboardingException(Reasons.OutsideDomain, $"the audience is for another domain than {card.Domain}");
        }

        if (Label.KeyId != card.Id)
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"the audience was made with another key than {card.Id}");
        }

        if (!VerifyOrigin(card))
        {
            throw new OnboardingException(Reasons.AudienceMac, $"the audience was not written by a holder of key {card.Id} for {card.Domain}, or was altered since");
        }
    }

    /// <summary>Whether a signature stands beside the file, under its name with <c>.sig</c> behind it. Whose it is, and whether it holds, is another question.</summary>
    public bool HasSignature => File.Exists(_signaturePath);

    /// <summary>Refuses a file that none of these senders signed. Unlike the MAC, a recipient who holds the party key cannot make a signature.</summary>
    /// <param name="senders">The public keys that the own plan pins, or that the sender made known elsewhere; never taken from what came with the file.</param>
    /// <returns>The key that signed.</returns>
    /// <exception cref="OnboardingException"><c>SIGNATURE_MISSING</c>, <c>SIGNATURE_KEY</c>, <c>SIGNATURE_INVALID</c>.</exception>
    public SenderKey RequireSignature(IReadOnlyCollection<SenderKey> senders)
    {
        ArgumentNullException.ThrowIfNull(senders);
        return AudienceSignature.ReadFile(_signaturePath).Require(senders, FinalHash);
    }

    /// <summary>Reads the tokens of a kind in ascending order, a chunk at a time.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="visit">Receives whole tokens of 32 bytes one after another; valid during the call.</param>
    /// <exception cref="OnboardingException"><c>AUDIENCE_HASH</c>: the file was changed since it was opened.</exception>
    public void ReadTokens(IdentifierKind kind, Action<ReadOnlySpan<byte>> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        if (FindTokens(kind) is not { } section)
        {
            return;
        }

        var buffer = new byte[Math.Min(AudienceLayout.ChunkLength, section.Length)];
        for (var chunk = 0; ReadTokens(kind, chunk, buffer) is > 0 and var length; chunk++)
        {
            visit(buffer.AsSpan(0, length));
        }
    }

    /// <summary>Reads a chunk of the tokens of a kind into a buffer of <see cref="AudienceLayout.ChunkLength"/>, or of all tokens where they are shorter. Safe for several threads.</summary>
    /// <returns>Its length in bytes; 0 behind the last.</returns>
    /// <exception cref="OnboardingException"><c>AUDIENCE_HASH</c>: the file was changed since it was opened.</exception>
    internal int ReadTokens(IdentifierKind kind, int chunk, Span<byte> buffer) => FindTokens(kind) is { } section ? ReadChunk(section, chunk, buffer) : 0;

    /// <summary>Whether the tokens of a kind have segment codes: a section of another length is none.</summary>
    internal bool HasSegments(IdentifierKind kind) => Content == AudienceContent.Members && FindSection(AudienceLayout.SegmentSectionOf(kind)) is { } section && section.Length == GetTokenCount(kind);

    /// <summary>Reads a chunk of the segment codes of a kind, as <see cref="ReadTokens(IdentifierKind, int, Span{byte})"/> reads tokens.</summary>
    internal int ReadSegments(IdentifierKind kind, int chunk, Span<byte> buffer) => FindSection(AudienceLayout.SegmentSectionOf(kind)) is { } section ? ReadChunk(section, chunk, buffer) : 0;

    private int ReadChunk(AudienceSection section, int chunk, Span<byte> buffer)
    {
        if (chunk >= _chunkHashes[section.Type].Length)
        {
            return 0;
        }

        var offset = (long)chunk * AudienceLayout.ChunkLength;
        var bytes = buffer[..(int)Math.Min(AudienceLayout.ChunkLength, section.Length - offset)];
        ReadExactly(section.Offset + offset, bytes);
        return ChunkHasher.Hash(section.Type, (ulong)chunk, bytes).AsSpan().SequenceEqual(_chunkHashes[section.Type][chunk])
            ? bytes.Length
            : throw new OnboardingException(Reasons.AudienceHash, "the file was changed after it was verified");
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static string Name(AudienceContent content) => content switch { AudienceContent.Members => "members of an audience", AudienceContent.Removals => "removals", AudienceContent.Additions => "additions to an audience", _ => "signals of a recipient" };

    private static OnboardingException Malformed(string fault) => new(Reasons.AudienceFormatInvalid, "the file " + fault);

    // The kind comes from outside: the number of another section is no kind.
    private AudienceSection? FindTokens(IdentifierKind kind) => Enum.IsDefined(kind) ? FindSection(AudienceLayout.SectionOf(Content, kind)) : null;

    private AudienceSection? FindSection(uint type)
    {
        var index = Array.FindIndex(_sections, s => s.Type == type);
        return index < 0 ? null : _sections[index];
    }

    private byte[] ReadSection(uint type)
    {
        var section = FindSection(type)!.Value;
        var bytes = new byte[section.Length];
        ReadExactly(section.Offset, bytes);
        return bytes;
    }

    private void ReadExactly(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
            {
                throw Malformed("ended while it was read");
            }

            offset += read;
            destination = destination[read..];
        }
    }
}
