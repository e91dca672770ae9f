using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Onboarding.Internal;

namespace Onboarding.Keys;

/// <summary>Key cards as owner-only files in one folder, a file a card.</summary>
/// <remarks>The bytes of a new key are compared with those of every card in constant time; a repeat is refused with <c>DOMAIN_REUSED</c>. Thread-safe; processes exclude one another by a lock file.</remarks>
public sealed partial class FileKeyStore : IKeyStore
{
    private const string Suffix = ".card.json";

    private readonly string _folder;

    /// <summary>Opens a store; nothing is created until the first key is.</summary>
    /// <param name="folder">The folder of the cards.</param>
    public FileKeyStore(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
    }

    /// <summary>Makes a new random key.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="type">What it is for.</param>
    /// <param name="domain">Its domain; for a suppression key <see cref="Domain.Suppression"/>, for a signing key <see cref="Domain.Signing"/>.</param>
    /// <param name="notBefore">The first day (UTC) of its period.</param>
    /// <param name="notAfter">The last day of its period; null only for a suppression key.</param>
    /// <returns>The card. The caller disposes it.</returns>
    /// <exception cref="OnboardingException"><c>KEY_EXISTS</c>, <c>KEY_CARD_INVALID</c>, <c>DOMAIN_REUSED</c> (a key of the same domain for the same time).</exception>
    public KeyCard Create(string id, KeyType type, Domain domain, DateOnly notBefore, DateOnly? notAfter)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (!KeyCard.IsKeyId(id))
        {
            throw new OnboardingException(Reasons.KeyCardInvalid, "the key id is not 1 to 64 of a-z 0-9 . _ -, beginning with a letter or digit");
        }

        if (!Enum.IsDefined(type) || !domain.Fits(type))
        {
            throw new OnboardingException(Reasons.KeyCardInvalid, "suppression keys, and only they, have the domain controller-id/suppression/objection; signing keys, and only they, controller-id/signing/audience");
        }

        if (notAfter < notBefore || (notAfter is null && type != KeyType.Suppression))
        {
            throw new OnboardingException(Reasons.KeyCardInvalid, "a key needs a last day that is not before its first; only a suppression key may have none");
        }

        var card = new KeyCard(id, type, domain, type == KeyType.Signing ? Signatures.CreatePrivateKey() : KeyMaterial.Random(), notBefore, notAfter, isDemo: false);
        try
        {
            Add(card);
            return card;
        }
        catch
        {
            card.Dispose();
            throw;
        }
    }

    /// <summary>Takes in a card that another party sent.</summary>
    /// <param name="utf8">The card as JSON; the caller zeroes it.</param>
    /// <returns>The card. The caller disposes it.</returns>
    /// <exception cref="OnboardingException"><c>KEY_CARD_INVALID</c>, <c>KEY_WEAK</c>, <c>KEY_CHECK</c> (check value), <c>KEY_EXISTS</c>, <c>DOMAIN_REUSED</c>.</exception>
    public KeyCard Import(ReadOnlySpan<byte> utf8)
    {
        var card = KeyCard.Read(utf8);
        try
        {
            Add(card);
            return card;
        }
        catch
        {
            card.Dispose();
            throw;
        }
    }

    /// <summary>Opens all cards in the order of their ids. The caller disposes them.</summary>
    public IReadOnlyList<KeyCard> List()
    {
        if (!Directory.Exists(_folder))
        {
            return [];
        }

        return [.. Directory.EnumerateFiles(_folder, "*" + Suffix).Where(p => !Path.GetFileName(p).StartsWith('.')).Order(StringComparer.Ordinal).Select(p => ReadFile(p))];
    }

    /// <inheritdoc/>
    public ValueTask<KeyCard> OpenAsync(string reference, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(reference.StartsWith("file:", StringComparison.Ordinal) ? OpenFile(reference[5..]) : OpenStored(reference));
    }

    /// <summary>Sets a key's last day, where it is not earlier already.</summary>
    internal void Retire(string id, DateOnly lastDay)
    {
        using var gate = FileGate.Enter(Path.Combine(_folder, ".lock"));
        using var card = OpenStored(id);
        if (card.Type == KeyType.Suppression)
        {
            throw new OnboardingException(Reasons.KeyDestroyBlocked, $"key {id} is a suppression key, which has no end: opt-outs outlive every campaign");
        }

        if (card.NotAfter <= lastDay)
        {
            return;
        }

        var last = lastDay < card.NotBefore ? card.NotBefore : lastDay;
        using var retired = new KeyCard(card.Id, card.Type, card.Domain, new KeyMaterial(card.Material.Span), card.NotBefore, last, card.IsDemo);
        var json = retired.Write();
        try
        {
            DurableFile.WriteAll(Path.Combine(_folder, id + Suffix), json);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Deletes a card.</summary>
    internal void Delete(string id)
    {
        using var gate = FileGate.Enter(Path.Combine(_folder, ".lock"));
        OpenStored(id).Dispose();
        File.Delete(Path.Combine(_folder, id + Suffix));
        DurableFile.FlushFolder(_folder);
    }

    internal void Add(KeyCard card)
    {
        DurableFile.CreatePrivateFolder(Path.GetDirectoryName(_folder)!);
        DurableFile.CreatePrivateFolder(_folder);
        using var gate = FileGate.Enter(Path.Combine(_folder, ".lock"));
        var path = Path.Combine(_folder, card.Id + Suffix);
        if (File.Exists(path))
        {
            throw new OnboardingException(Reasons.KeyExists, $"a key {card.Id} is already in the store");
        }

        ThrowIfReused(card);
        var json = card.Write();
        try
        {
            DurableFile.WriteAll(path, json);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    private KeyCard OpenStored(string id)
    {
        var path = Path.Combine(_folder, id + Suffix);
        if (!KeyCard.IsKeyId(id) || !File.Exists(path))
        {
            throw new OnboardingException(Reasons.KeyNotFound, $"no key {Describe(id)} in the key store {_folder}");
        }

        var card = ReadFile(path);
        if (card.Id != id)
        {
            card.Dispose();
            throw new OnboardingException(Reasons.KeyCardInvalid, $"the card under the name of key {id} is that of another key");
        }

        return card;
    }

    // A key that was pasted where its id belongs has the form of an id.
    private static string Describe(string id) => !KeyCard.IsKeyId(id) ? "of this name (it is no key id)" : LongHex().IsMatch(id) ? "of this name (it looks like a key itself)" : $"\"{id}\"";

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex LongHex();

    private KeyCard OpenFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new OnboardingException(Reasons.KeyNotFound, $"no key card {Path.GetFileName(path)} in {Path.GetDirectoryName(Path.Combine(Environment.CurrentDirectory, path))}, the folder that was named");
        }

        var card = ReadFile(path);
        try
        {
            ThrowIfReused(card);
            return card;
        }
        catch
        {
            card.Dispose();
            throw;
        }
    }

    private static KeyCard ReadFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length > KeyCard.MaxFileLength)
        {
            throw new OnboardingException(Reasons.KeyCardInvalid, $"the key card is {stream.Length} bytes long, at most {KeyCard.MaxFileLength} are read");
        }

        var buffer = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
        try
        {
            stream.ReadExactly(buffer);
            var card = ReadCard(path, buffer);
            if (!card.IsDemo && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & DurableFile.OtherThanOwner) != 0)
            {
                card.Dispose();
                throw new OnboardingException(Reasons.KeyPermissions, $"the card of key {card.Id} can be used by others than its owner");
            }

            return card;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static KeyCard ReadCard(string path, ReadOnlySpan<byte> json)
    {
        try
        {
            return KeyCard.Read(json);
        }
        catch (OnboardingException exception) when (exception.Code == Reasons.KeyCardInvalid.Code)
        {
            throw new OnboardingException(Reasons.KeyCardInvalid, $"{Path.GetFileName(path)}: {exception.Findings[0].Seen}");
        }
    }

    private void ThrowIfReused(KeyCard card)
    {
        var cards = List();
        var sameKey = false;
        KeyCard? samePeriod = null;
        foreach (var other in cards)
        {
            // No early exit: how long it takes says nothing about which card holds the key.
            var equal = other.Material.FixedTimeEquals(card.Material);
            var itself = other.Id == card.Id && other.Domain.Equals(card.Domain) && other.Type == card.Type;
            sameKey |= equal && !itself;
            if (!itself && other.Type == card.Type && other.Domain.Equals(card.Domain) && other.NotBefore <= (card.NotAfter ?? DateOnly.MaxValue) && card.NotBefore <= (other.NotAfter ?? DateOnly.MaxValue))
            {
                samePeriod = other;
            }
        }

        foreach (var other in cards)
        {
            other.Dispose();
        }

        if (sameKey)
        {
            throw new OnboardingException(Reasons.DomainReused, $"the bytes of key {card.Id} are those of another card; every domain and period needs a key of its own");
        }

        if (samePeriod is not null)
        {
            throw new OnboardingException(Reasons.DomainReused, $"key {samePeriod.Id} already serves the domain {card.Domain} from {KeyCard.Format(samePeriod.NotBefore)} to {KeyCard.Format(samePeriod.NotAfter)}; one key per domain and period");
        }
    }
}
