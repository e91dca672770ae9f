using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Keys;

/// <summary>One backup for all: deriving its key is slow on purpose.</summary>
public sealed class KeyBackupFixture : IDisposable
{
    private readonly ContractFolder _folder = new();

    public KeyBackupFixture()
    {
        Store = new FileKeyStore(_folder["keys"]);
        Store.Create("party", KeyType.Party, Domain.Parse("webshop/dagblad/advertising"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Dispose();
        Store.Create("suppression", KeyType.Suppression, Domain.Suppression("webshop"), new DateOnly(2026, 1, 1), null).Dispose();
        WriteFast();
    }

    public byte[] Passphrase { get; } = "correct horse battery staple"u8.ToArray();

    public FileKeyStore Store { get; }

    public string Path => _folder["backup"];

    public void Dispose() => _folder.Dispose();

    // The form that KeyBackup writes, with the fewest iterations that it reads.
    private void WriteFast()
    {
        const int Iterations = 100_000;
        byte[] plain = [.. Directory.EnumerateFiles(_folder["keys"], "*.card.json").Select(File.ReadAllBytes).SelectMany(c => BitConverter.GetBytes(c.Length).Concat(c))];
        byte[] salt = RandomNumberGenerator.GetBytes(32), nonce = RandomNumberGenerator.GetBytes(12), tag = new byte[16], cards = new byte[plain.Length];
        using (var cipher = new AesGcm(Rfc2898DeriveBytes.Pbkdf2(Passphrase, salt, Iterations, HashAlgorithmName.SHA512, 32), 16))
        {
            cipher.Encrypt(nonce, plain, cards, tag);
        }

        _folder.Write("backup", JsonSerializer.SerializeToUtf8Bytes(new { version = 1, kdf = "PBKDF2-HMAC-SHA-512", iterations = Iterations, salt, nonce, tag, cards }));
    }
}

public class KeyBackupTests(KeyBackupFixture backup) : IClassFixture<KeyBackupFixture>
{

    [Fact]
    public void Restore_IntoAnEmptyStore_BringsBackEveryKey()
    {
        using var folder = new ContractFolder();
        var restored = new FileKeyStore(folder["b"]);
        Assert.Equal(2, KeyBackup.Restore(restored, backup.Path, backup.Passphrase));
        Assert.Equal(Checks(backup.Store), Checks(restored));
    }

    [Fact]
    public void Restore_IntoTheSameStore_AddsNothing()
    {
        Assert.Equal(0, KeyBackup.Restore(backup.Store, backup.Path, backup.Passphrase));
    }

    [Fact]
    [Trait("Refusal", "KEY_EXISTS")]
    public void Restore_OverAnotherKeyOfTheSameId_IsRefused()
    {
        using var folder = new ContractFolder();
        var other = new FileKeyStore(folder["b"]);
        other.Create("party", KeyType.Party, Domain.Parse("webshop/omroep/advertising"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Dispose();
        AssertRefused("KEY_EXISTS", () => KeyBackup.Restore(other, backup.Path, backup.Passphrase));
    }

    [Fact]
    [Trait("Refusal", "DOMAIN_REUSED")]
    public void Restore_BesideAnotherKeyOfTheSameDomain_IsRefused()
    {
        using var folder = new ContractFolder();
        var other = new FileKeyStore(folder["b"]);
        other.Create("other", KeyType.Party, Domain.Parse("webshop/dagblad/advertising"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Dispose();
        AssertRefused("DOMAIN_REUSED", () => KeyBackup.Restore(other, backup.Path, backup.Passphrase));
    }

    [Theory]
    [InlineData("")]
    [InlineData("correct horse battery stapl")]
    [InlineData("Correct horse battery staple")]
    [Trait("Refusal", "KEY_BACKUP_INVALID")]
    public void Restore_WrongPassphrase_IsRefused(string passphrase)
    {
        using var folder = new ContractFolder();
        AssertRefused("KEY_BACKUP_INVALID", () => KeyBackup.Restore(new FileKeyStore(folder["b"]), backup.Path, Encoding.UTF8.GetBytes(passphrase)));
    }

    [Fact]
    public void Write_ShortPassphrase_IsRefusedAndWritesNothing()
    {
        using var folder = new ContractFolder();
        AssertRefused("KEY_BACKUP_INVALID", () => KeyBackup.Write(backup.Store, folder["backup"], backup.Passphrase.AsSpan(0, KeyBackup.MinPassphraseLength - 1)));
        Assert.False(File.Exists(folder["backup"]));
    }

    [Fact]
    [Trait("Refusal", "OUTPUT_EXISTS")]
    public void Write_OverAFile_IsRefused()
    {
        using var folder = new ContractFolder();
        folder.Write("backup", "mine"u8);
        AssertRefused("OUTPUT_EXISTS", () => KeyBackup.Write(backup.Store, folder["backup"], backup.Passphrase));
        Assert.Equal("mine", File.ReadAllText(folder["backup"]));
    }

    [Fact]
    [Trait("Refusal", "KEY_NOT_FOUND")]
    public void Write_EmptyStore_IsRefused()
    {
        using var folder = new ContractFolder();
        AssertRefused("KEY_NOT_FOUND", () => KeyBackup.Write(new FileKeyStore(folder["a"]), folder["backup"], backup.Passphrase));
    }

    [Fact]
    public void Write_Backup_IsOwnerOnlyHoldsNoKeyInTheClearAndIsRestored()
    {
        using var folder = new ContractFolder();
        Assert.Equal(2, KeyBackup.Write(backup.Store, folder["backup"], backup.Passphrase));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["backup"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var text = File.ReadAllText(folder["backup"]);
        foreach (var card in backup.Store.List())
        {
            using (card)
            {
                Assert.Null(ContractSecrets.Find(text, Convert.ToHexStringLower(card.Material.Span)));
            }
        }

        var restored = new FileKeyStore(folder["b"]);
        Assert.Equal(2, KeyBackup.Restore(restored, folder["backup"], backup.Passphrase));
        Assert.Equal(Checks(backup.Store), Checks(restored));
    }

    [Theory]
    [InlineData("salt")]
    [InlineData("nonce")]
    [InlineData("tag")]
    [InlineData("cards")]
    public void Restore_FlippedBit_IsRefused(string member)
    {
        AssertTampered(file =>
        {
            var bytes = Convert.FromBase64String(file[member]!.GetValue<string>());
            bytes[^1] ^= 1;
            file[member] = Convert.ToBase64String(bytes);
        });
    }

    [Theory]
    [InlineData("version", "2")]
    [InlineData("kdf", "\"none\"")]
    [InlineData("iterations", "1")]
    [InlineData("iterations", "1000000000")]
    [InlineData("iterations", "100001")]
    [InlineData("salt", "\"\"")]
    [InlineData("salt", "null")]
    [InlineData("nonce", "\"AAAA\"")]
    [InlineData("tag", "\"AAAA\"")]
    [InlineData("tag", "null")]
    [InlineData("cards", "\"\"")]
    [InlineData("cards", "null")]
    [InlineData("cards", "\"not base64\"")]
    [InlineData("cards", "[]")]
    public void Restore_MemberOfAnotherForm_IsRefused(string member, string value) => AssertTampered(file => file[member] = JsonNode.Parse(value));

    [Theory]
    [InlineData("salt")]
    [InlineData("cards")]
    public void Restore_MemberMissing_IsRefused(string member) => AssertTampered(file => file.Remove(member));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":1")]
    public void Restore_NoBackup_IsRefused(string text)
    {
        using var folder = new ContractFolder();
        folder.Write("backup", Encoding.UTF8.GetBytes(text));
        AssertRefused("KEY_BACKUP_INVALID", () => KeyBackup.Restore(new FileKeyStore(folder["b"]), folder["backup"], backup.Passphrase));
    }

    private void AssertTampered(Action<JsonObject> change)
    {
        using var folder = new ContractFolder();
        var file = JsonNode.Parse(File.ReadAllBytes(backup.Path))!.AsObject();
        change(file);
        folder.Write("backup", Encoding.UTF8.GetBytes(file.ToJsonString()));
        AssertRefused("KEY_BACKUP_INVALID", () => KeyBackup.Restore(new FileKeyStore(folder["b"]), folder["backup"], backup.Passphrase));
        Assert.Empty(new FileKeyStore(folder["b"]).List());
    }

    private static IEnumerable<string> Checks(FileKeyStore store) => store.List().Select(card =>
    {
        using (card)
        {
            return card.ToString();
        }
    });

    private static void AssertRefused(string code, Action action) => Assert.Equal(code, Assert.Throws<OnboardingException>(action).Code);
}
