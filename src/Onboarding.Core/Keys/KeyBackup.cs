using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Onboarding.Internal;

namespace Onboarding.Keys;

/// <summary>All cards of a store in one file under a passphrase: AES-256-GCM under PBKDF2-HMAC-SHA-512.</summary>
/// <remarks>Losing the suppression key voids every stored opt-out, so a store without a backup is not safe. PBKDF2 is what the BCL has; it is not memory-hard, so the passphrase must be long.</remarks>
public static class KeyBackup
{
    /// <summary>The shortest passphrase, in bytes of UTF-8.</summary>
    public const int MinPassphraseLength = 16;

    // OWASP Password Storage Cheat Sheet asks for 210,000 with SHA-512; a backup is opened rarely, so five times that.
    private const int Iterations = 1_000_000;
    private const int MaxFileLength = 16 * 1024 * 1024;

    /// <summary>Writes all cards of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The backup file; it may not exist.</param>
    /// <param name="passphrase">At least 16 bytes of UTF-8; the caller zeroes it.</param>
    /// <returns>How many cards were written.</returns>
    /// <exception cref="OnboardingException"><c>KEY_BACKUP_INVALID</c> (passphrase too short), <c>KEY_NOT_FOUND</c> (no keys), <c>OUTPUT_EXISTS</c>.</exception>
    public static int Write(FileKeyStore store, string path, ReadOnlySpan<byte> passphrase)
    {
        ArgumentNullException.ThrowIfNull(store);
        ThrowIfShort(passphrase);
        if (File.Exists(path))
        {
            throw new OnboardingException(Reasons.OutputExists, "a file stands where the backup should go");
        }

        var cards = store.List();
        if (cards.Count == 0)
        {
            throw new OnboardingException(Reasons.KeyNotFound, "the key store holds no keys");
        }

        // A length (4 bytes, little-endian) before each card.
        var plain = GC.AllocateUninitializedArray<byte>(cards.Count * (KeyCard.MaxFileLength + 4), pinned: true);
        var length = 0;
        foreach (var card in cards)
        {
            var json = card.Write();
            BitConverter.TryWriteBytes(plain.AsSpan(length), json.Length);
            json.CopyTo(plain, length + 4);
            length += json.Length + 4;
            CryptographicOperations.ZeroMemory(json);
            card.Dispose();
        }

        var file = new BackupFile
        {
            Salt = RandomNumberGenerator.GetBytes(32),
            Nonce = RandomNumberGenerator.GetBytes(12),
            Tag = new byte[16],
            Cards = new byte[length],
        };
        using (var cipher = CreateCipher(passphrase, file))
        {
            cipher.Encrypt(file.Nonce, plain.AsSpan(0, length), file.Cards, file.Tag);
        }

        CryptographicOperations.ZeroMemory(plain);
        DurableFile.WriteAll(path, JsonSerializer.SerializeToUtf8Bytes(file, BackupJson.Default.BackupFile));
        return cards.Count;
    }

    /// <summary>Adds the cards of a backup to a store; cards that are already there, the same byte for byte, are passed over.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The backup file.</param>
    /// <param name="passphrase">The passphrase; the caller zeroes it.</param>
    /// <returns>How many cards were added.</returns>
    /// <exception cref="OnboardingException"><c>KEY_BACKUP_INVALID</c>, <c>KEY_EXISTS</c> (another key of the same id), <c>DOMAIN_REUSED</c>.</exception>
    public static int Restore(FileKeyStore store, string path, ReadOnlySpan<byte> passphrase)
    {
        ArgumentNullException.ThrowIfNull(store);
        var file = ReadFile(path);
        var plain = GC.AllocateUninitializedArray<byte>(file.Cards.Length, pinned: true);
        var added = 0;
        try
        {
            using (var cipher = CreateCipher(passphrase, file))
            {
                cipher.Decrypt(file.Nonce, file.Cards, file.Tag, plain);
            }

            for (var rest = plain.AsSpan(); !rest.IsEmpty;)
            {
                var length = BitConverter.ToInt32(rest);
                using var card = KeyCard.Read(rest.Slice(4, length));
                added += AddIfNew(store, card) ? 1 : 0;
                rest = rest[(4 + length)..];
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new OnboardingException(Reasons.KeyBackup, "the backup does not open: wrong passphrase, or the file is damaged");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }

        return added;
    }

    private static bool AddIfNew(FileKeyStore store, KeyCard card)
    {
        var present = store.List();
        var same = present.Any(p => p.Id == card.Id && p.Domain.Equals(card.Domain) && p.Material.FixedTimeEquals(card.Material));
        foreach (var other in present)
        {
            other.Dispose();
        }

        if (!same)
        {
            store.Add(card);
        }

        return !same;
    }

    private static BackupFile ReadFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var file = stream.Length <= MaxFileLength ? JsonSerializer.Deserialize(stream, BackupJson.Default.BackupFile) : null;
            if (file is { Version: 1, Kdf: "PBKDF2-HMAC-SHA-512", Iterations: >= 100_000 and <= 100_000_000, Salt.Length: 32, Nonce.Length: 12, Tag.Length: 16, Cards: not null })
            {
                return file;
            }
        }
        catch (JsonException)
        {
        }

        throw new OnboardingException(Reasons.KeyBackup, "the file is no key backup of version 1");
    }

    private static AesGcm CreateCipher(ReadOnlySpan<byte> passphrase, BackupFile file)
    {
        using var key = new KeyMaterial();
        Rfc2898DeriveBytes.Pbkdf2(passphrase, file.Salt, key.Span, file.Iterations, HashAlgorithmName.SHA512);
        return new AesGcm(key.Span, file.Tag.Length);
    }

    private static void ThrowIfShort(ReadOnlySpan<byte> passphrase)
    {
        if (passphrase.Length < MinPassphraseLength)
        {
            throw new OnboardingException(Reasons.KeyBackup, $"the passphrase is {passphrase.Length} bytes long, at least {MinPassphraseLength} are needed: whoever has the file can try passphrases at leisure");
        }
    }

    internal sealed class BackupFile
    {
        public int Version { get; init; } = 1;

        public string Kdf { get; init; } = "PBKDF2-HMAC-SHA-512";

        public int Iterations { get; init; } = KeyBackup.Iterations;

        public required byte[] Salt { get; init; }

        public required byte[] Nonce { get; init; }

        public required byte[] Tag { get; init; }

        public required byte[] Cards { get; init; }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(KeyBackup.BackupFile))]
internal sealed partial class BackupJson : JsonSerializerContext;
