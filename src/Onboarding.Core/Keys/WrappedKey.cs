using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Onboarding.Internal;

namespace Onboarding.Keys;

/// <summary>
/// The random key of an encrypted file, in a small file beside it: wrapped by K("crm-onboarding/working-set/v1", "") of the suppression key, with the
/// file's name as associated data. Deleting it destroys the file.
/// </summary>
internal static class WrappedKey
{
    public const string Suffix = ".key";

    private const int TagLength = 16;

    public static void Write(string path, KeyCard suppressionKey, KeyMaterial key)
    {
        using var cipher = CreateCipher(suppressionKey);
        var file = new WrappedKeyFile { SuppressionKey = suppressionKey.Id, Nonce = RandomNumberGenerator.GetBytes(12), Key = new byte[KeyMaterial.Size], Tag = new byte[TagLength] };
        cipher.Encrypt(file.Nonce, key.Span, file.Key, file.Tag, Name(path));
        DurableFile.WriteAll(path + Suffix, JsonSerializer.SerializeToUtf8Bytes(file, WrappedKeyJson.Default.WrappedKeyFile));
    }

    /// <summary>The key of a file; null when it does not open with this suppression key.</summary>
    public static KeyMaterial? Read(string path, KeyCard suppressionKey)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path + Suffix), WrappedKeyJson.Default.WrappedKeyFile);
            if (file is not { Version: 1, Nonce.Length: 12, Key.Length: KeyMaterial.Size, Tag.Length: TagLength })
            {
                return null;
            }

            using var cipher = CreateCipher(suppressionKey);
            var key = new KeyMaterial();
            cipher.Decrypt(file.Nonce, file.Key, file.Tag, key.Span, Name(path));
            return key;
        }
        catch (Exception exception) when (exception is JsonException or AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm CreateCipher(KeyCard suppressionKey)
    {
        using var wrapping = KeyDerivation.Derive(suppressionKey.Material, KeyDerivation.WorkingSetLabel, "", suppressionKey.Domain);
        return new AesGcm(wrapping.Span, TagLength);
    }

    private static byte[] Name(string path) => Encoding.UTF8.GetBytes(Path.GetFileName(path));
}

internal sealed class WrappedKeyFile
{
    public int Version { get; init; } = 1;

    public required string SuppressionKey { get; init; }

    public required byte[] Nonce { get; init; }

    public required byte[] Key { get; init; }

    public required byte[] Tag { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(WrappedKeyFile))]
internal sealed partial class WrappedKeyJson : JsonSerializerContext;
