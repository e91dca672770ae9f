using System.Text;
using System.Text.Json;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>The detached signature of an audience, <c>NAME.audience.sig</c> (docs/audience-format.md).</summary>
internal sealed class AudienceSignature
{
    public const string FileSuffix = ".sig";

    private const int MaxFileLength = 4096;

    private static readonly string[] s_members = ["version", "keyId", "fingerprint", "signature"];

    private readonly string _keyId;
    private readonly string _fingerprint;
    private readonly byte[] _signature;

    private AudienceSignature(string keyId, string fingerprint, byte[] signature)
    {
        _keyId = keyId;
        _fingerprint = fingerprint;
        _signature = signature;
    }

    public static ReadOnlySpan<byte> Context => "crm-onboarding/audience-signature/v1\0"u8;

    /// <summary>Signs the final hash of an audience.</summary>
    /// <returns>The file's bytes.</returns>
    public static byte[] Create(KeyCard signing, ReadOnlySpan<byte> finalHash)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("keyId", signing.Id);
            writer.WriteString("fingerprint", signing.ComputePublicKey()!.Fingerprint);
            writer.WriteBase64String("signature", Signatures.Sign(signing.Material, [.. Context, .. finalHash]));
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads what stands beside an audience; it came from outside.</summary>
    /// <exception cref="OnboardingException"><c>SIGNATURE_MISSING</c>, <c>SIGNATURE_INVALID</c>.</exception>
    public static AudienceSignature ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new OnboardingException(Reasons.SignatureMissing, "a signature of the sender is wanted, and none stands beside the audience");
        }

        var buffer = new byte[MaxFileLength + 1];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= MaxFileLength ? Read(buffer.AsMemory(0, length)) : throw Invalid($"is longer than {MaxFileLength} bytes");
    }

    /// <summary>Refuses the signature unless one of the keys made it, of this hash.</summary>
    /// <exception cref="OnboardingException"><c>SIGNATURE_KEY</c>, <c>SIGNATURE_INVALID</c>.</exception>
    public SenderKey Require(IReadOnlyCollection<SenderKey> senders, ReadOnlySpan<byte> finalHash)
    {
        // What the file claims is believed only to say sooner what is wrong; the signature decides.
        var sender = senders.FirstOrDefault(s => s.Fingerprint == _fingerprint)
            ?? throw new OnboardingException(Reasons.SignatureKey, $"the signature is of key {_keyId}, fingerprint {_fingerprint}, which is none of the {senders.Count} that were named");
        return sender.Verify([.. Context, .. finalHash], _signature)
            ? sender
            : throw Invalid($"was not made by key {_keyId} over this audience, or was altered since");
    }

    private static AudienceSignature Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 2 });
            var file = document.RootElement;
            if (file.ValueKind == JsonValueKind.Object
                && file.EnumerateObject().Select(m => m.Name).ToHashSet(StringComparer.Ordinal).SetEquals(s_members)
                && file.GetProperty("version").TryGetInt32(out var version) && version == 1
                && file.GetProperty("keyId").GetString() is { } keyId && KeyCard.IsKeyId(keyId)
                && file.GetProperty("fingerprint").GetString() is { } fingerprint && Hex.TryRead(Encoding.UTF8.GetBytes(fingerprint), stackalloc byte[32])
                && file.GetProperty("signature").TryGetBytesFromBase64(out var signature) && signature.Length == Signatures.Length)
            {
                return new AudienceSignature(keyId, fingerprint, signature);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
        }

        throw Invalid("is no signature file of version 1");
    }

    private static OnboardingException Invalid(string fault) => new(Reasons.SignatureInvalid, "the signature " + fault);
}
