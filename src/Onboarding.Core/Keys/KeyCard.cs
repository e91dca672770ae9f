using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Onboarding.Internal;

namespace Onboarding.Keys;

/// <summary>A key with its id, domain, period and check value. Holds the key outside the managed heap and zeroes it on dispose.</summary>
public sealed class KeyCard : IDisposable
{
    /// <summary>The largest card file that is read, in bytes.</summary>
    internal const int MaxFileLength = 65_536;

    private const string DateFormat = "yyyy-MM-dd";

    // In the order of KeyType.
    private static readonly string[] s_types = ["party", "suppression", "salt", "signing"];

    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdef"u8);

    private static readonly SearchValues<char> s_keyIdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    internal KeyCard(string id, KeyType type, Domain domain, KeyMaterial material, DateOnly notBefore, DateOnly? notAfter, bool isDemo)
    {
        Id = id;
        Type = type;
        Domain = domain;
        Material = material;
        NotBefore = notBefore;
        NotAfter = notAfter;
        IsDemo = isDemo || WeakKeys.IsPublished(material.Span);
        CheckValue = KeyDerivation.CheckValue(material, domain);
    }

    /// <summary>The key's id: 1 to 64 of <c>a-z 0-9 . _ -</c>, beginning with a letter or digit.</summary>
    public string Id { get; }

    /// <summary>What the key is for.</summary>
    public KeyType Type { get; }

    /// <summary>The domain that every derivation is bound to.</summary>
    public Domain Domain { get; }

    /// <summary>16 hex digits by which two parties compare keys: the first 8 bytes of K("crm-onboarding/check/v1", "").</summary>
    public string CheckValue { get; }

    /// <summary>The first day (UTC) on which the key may be used.</summary>
    public DateOnly NotBefore { get; }

    /// <summary>The last day (UTC) on which the key may be used; null only for suppression keys.</summary>
    public DateOnly? NotAfter { get; }

    /// <summary>A published key: refused for any destination but a folder.</summary>
    public bool IsDemo { get; }

    internal KeyMaterial Material { get; }

    /// <inheritdoc/>
    public void Dispose() => Material.Dispose();

    /// <summary>The type as the card writes it, such as <c>party</c>.</summary>
    public string TypeName => s_types[(int)Type];

    /// <summary>Computes the public key of a signing key, which recipients pin in their plans; null for keys of another type.</summary>
    public SenderKey? ComputePublicKey() => Type == KeyType.Signing ? Signatures.ComputePublicKey(Material) : null;

    /// <summary>Id, domain and check value; never the key.</summary>
    public override string ToString() => $"{Id} ({Domain}, check {CheckValue})";

    internal static bool IsKeyId(string? id)
    {
        return id is { Length: >= 1 and <= 64 } && char.IsAsciiLetterOrDigit(id[0]) && !id.AsSpan().ContainsAnyExcept(s_keyIdCharacters);
    }

    internal void ThrowIfNotUsableOn(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today < NotBefore || today > NotAfter)
        {
            throw new OnboardingException(Reasons.KeyExpired, $"key {Id} is for {Format(NotBefore)} to {Format(NotAfter)} and today is {Format(today)}; create or import the key of this period");
        }
    }

    /// <summary>Reads a card. The caller zeroes <paramref name="utf8"/>.</summary>
    internal static KeyCard Read(ReadOnlySpan<byte> utf8)
    {
        string? id = null, type = null, domain = null, check = null, notBefore = null, notAfter = null;
        var version = 0;
        bool? demo = null;
        int? keyLength = null;
        var members = new HashSet<string>(StringComparer.Ordinal);
        KeyMaterial? material = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "is no JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                Require(members.Add(name), "has a member twice");
                Require(reader.Read(), "ends too early");
                switch (name)
                {
                    case "version": version = reader.GetInt32(); break;
                    case "keyId": id = reader.GetString(); break;
                    case "type": type = reader.GetString(); break;
                    case "domain": domain = reader.GetString(); break;
                    case "check": check = reader.GetString(); break;
                    case "notBefore": notBefore = reader.GetString(); break;
                    case "notAfter":
                        Require(reader.TokenType == JsonTokenType.String, "has a \"notAfter\" that is no text; leave it out where there is no last day");
                        notAfter = reader.GetString();
                        break;
                    case "demo": demo = reader.GetBoolean(); break;
                    case "key":
                        Require(reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped, "has no member \"key\" of hex digits");
                        keyLength = reader.ValueSpan.Length / 2;
                        material = ReadKey(reader.ValueSpan);
                        break;
                    default: throw CardException("has a member that is not known");
                }
            }

            Require(reader.TokenType == JsonTokenType.EndObject && !reader.Read(), "goes on after its object");
            Require(version == 1, "has no \"version\": 1");
            Require(check is not null, "has no \"check\"");
            Require(IsKeyId(id), "has no valid \"keyId\" (1 to 64 of a-z 0-9 . _ -)");
            Require(keyLength is not null && demo is not null, "lacks \"key\" or \"demo\"");
            Require(s_types.Contains(type), "has no \"type\" of " + string.Join(", ", s_types));
            var keyType = (KeyType)Array.IndexOf(s_types, type);
            Require(Domain.TryParse(domain, out var parsedDomain), "has no valid \"domain\"");
            Require(parsedDomain.Fits(keyType), "has a type that does not fit its domain: suppression keys, and only they, have controller-id/suppression/objection; signing keys, and only they, controller-id/signing/audience");
            Require(TryReadDate(notBefore, out var first), "has no \"notBefore\" of the form YYYY-MM-DD");
            DateOnly? last = null;
            if (notAfter is not null || keyType != KeyType.Suppression)
            {
                Require(TryReadDate(notAfter, out var date) && date >= first, "has no \"notAfter\" of the form YYYY-MM-DD that is not before \"notBefore\"");
                last = date;
            }

            if (material is null)
            {
                throw new OnboardingException(Reasons.KeyWeak, $"the key is {keyLength} bytes long, it must be {KeyMaterial.Size} random bytes");
            }

            WeakKeys.ThrowIfWeak(material.Span);
            if (keyType == KeyType.Signing && !Signatures.IsPrivateKey(material.Span))
            {
                throw new OnboardingException(Reasons.KeyWeak, "the key is no private key of P-256: it is 0, or not below the order of the curve");
            }

            var card = new KeyCard(id!, keyType, parsedDomain, material, first, last, demo!.Value);
            if (check != card.CheckValue)
            {
                throw new OnboardingException(Reasons.KeyCheck, $"the check value on the card of key {id} is not that of its key and domain");
            }

            return card;
        }
        catch (Exception exception)
        {
            material?.Dispose();
            // The reader's own message may quote the text that it stopped at, which may be the key.
            if (exception is JsonException or InvalidOperationException or FormatException)
            {
                throw CardException("is not valid JSON of the form that docs/contracts-v1.md shows");
            }

            throw;
        }
    }

    /// <summary>The card as JSON, with the key in it; the caller zeroes the buffer.</summary>
    internal byte[] Write()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(2048, pinned: true);
        using var stream = new MemoryStream(buffer);
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            Span<byte> hex = stackalloc byte[KeyMaterial.Size * 2];
            Convert.TryToHexStringLower(Material.Span, hex, out _);
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("keyId", Id);
            writer.WriteString("type", TypeName);
            writer.WriteString("domain", Domain.ToString());
            writer.WriteString("key"u8, hex);
            writer.WriteString("check", CheckValue);
            writer.WriteString("notBefore", Format(NotBefore));
            if (NotAfter is { } last)
            {
                writer.WriteString("notAfter", Format(last));
            }

            writer.WriteBoolean("demo", IsDemo);
            writer.WriteEndObject();
            writer.Flush();
            hex.Clear();
        }

        var result = GC.AllocateUninitializedArray<byte>((int)stream.Position + 1, pinned: true);
        buffer.AsSpan(0, result.Length - 1).CopyTo(result);
        result[^1] = (byte)'\n';
        buffer.AsSpan().Clear();
        return result;
    }

    internal static string Format(DateOnly? date) => date?.ToString(DateFormat, CultureInfo.InvariantCulture) ?? "no last day";

    // Null for a key of another length: that is KEY_WEAK, which comes after everything about the card's form.
    private static KeyMaterial? ReadKey(ReadOnlySpan<byte> hex)
    {
        Require(hex.Length % 2 == 0 && !hex.ContainsAnyExcept(s_hexDigits), "has a \"key\" that is not lower-case hex");
        if (hex.Length != KeyMaterial.Size * 2)
        {
            return null;
        }

        var material = new KeyMaterial();
        Hex.TryRead(hex, material.Span);
        return material;
    }

    private static bool TryReadDate(string? text, out DateOnly date) => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool condition, string fault)
    {
        if (!condition)
        {
            throw CardException(fault);
        }
    }

    private static OnboardingException CardException(string fault) => new(Reasons.KeyCardInvalid, "the key card " + fault);
}
