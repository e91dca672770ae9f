using System.Security.Cryptography;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Hashing;

public class TokenHasherTests
{
    [Theory]
    [InlineData("keyedToken")]
    [InlineData("saltedToken")]
    public void Hash_EveryVector_GivesTheToken(string column)
    {
        using var card = ContractVectors.RowCard(column);
        using var hasher = new TokenHasher(card);
        Assert.Empty(ContractVectors.Accepted.Where(known => Hash(hasher, known) != known.Row.Text(column)).Select(k => k.Name));
    }

    [Theory]
    [InlineData("keyedToken", "tr-TR")]
    [InlineData("saltedToken", "tr-TR")]
    [InlineData("keyedToken", "th-TH")]
    [InlineData("saltedToken", "th-TH")]
    public void Hash_UnderAnotherCulture_GivesTheToken(string column, string culture)
    {
        var differing = ContractCulture.Run(culture, () =>
        {
            using var card = ContractVectors.RowCard(column);
            using var hasher = new TokenHasher(card);
            return ContractVectors.Accepted.Where(known => Hash(hasher, known) != known.Row.Text(column)).Select(k => k.Name).ToList();
        });
        Assert.Empty(differing);
    }

    [Fact]
    public void Hash_CardDisposedAfterConstruction_StillGivesTheToken()
    {
        var known = ContractVectors.Accepted.First();
        TokenHasher hasher;
        using (var card = ContractVectors.RowCard("keyedToken"))
        {
            hasher = new TokenHasher(card);
        }

        using (hasher)
        {
            Assert.Equal(known.Row.Text("keyedToken"), Hash(hasher, known));
        }
    }

    [Theory]
    [InlineData("keyedToken")]
    [InlineData("saltedToken")]
    public void Hash_Disposed_Throws(string column)
    {
        using var card = ContractVectors.RowCard(column);
        var hasher = new TokenHasher(card);
        hasher.Dispose();
        Assert.Throws<ObjectDisposedException>(() => hasher.Hash(IdentifierKind.Email, "anna@example.com"u8, new byte[32]));
    }

    [Fact]
    public void Constructor_SuppressionKey_Throws()
    {
        using var card = ContractVectors.RowCard("suppressionToken");
        Assert.Throws<ArgumentException>(() => new TokenHasher(card));
    }

    [Fact]
    public void Hash_DestinationTooShort_Throws()
    {
        using var card = ContractVectors.RowCard("keyedToken");
        using var hasher = new TokenHasher(card);
        Assert.Throws<ArgumentOutOfRangeException>(() => hasher.Hash(IdentifierKind.Email, "anna@example.com"u8, new byte[31]));
    }

    [Fact]
    public void Hash_UndefinedKind_Throws()
    {
        using var card = ContractVectors.RowCard("keyedToken");
        using var hasher = new TokenHasher(card);
        Assert.Throws<ArgumentOutOfRangeException>(() => hasher.Hash((IdentifierKind)9, "anna@example.com"u8, new byte[32]));
    }

    [Theory]
    [InlineData("keyedToken")]
    [InlineData("saltedToken")]
    public void Hash_EveryVector_AllocatesNothing(string column)
    {
        using var card = ContractVectors.RowCard(column);
        using var hasher = new TokenHasher(card);
        var values = ContractVectors.Accepted.ToArray();
        var destination = new byte[TokenHasher.TokenLength];
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var value in values)
            {
                hasher.Hash(value.Kind, value.Canonical!, destination);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A collection in the middle can count what other threads made: one clean pass proves it.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));
    }

    [Fact]
    public void Compute_EveryVector_GivesTheSuppressionToken()
    {
        using var card = ContractVectors.RowCard("suppressionToken");
        using var hasher = new SuppressionHasher(card);
        Assert.Empty(ContractVectors.Accepted.Where(known => Hex(hasher.Compute(known.Kind, known.Canonical)) != known.Row.Text("suppressionToken")).Select(k => k.Name));
    }

    [Fact]
    public void Compute_ColumnOfAKind_GivesTheSuppressionTokens()
    {
        using var card = ContractVectors.RowCard("suppressionToken");
        using var hasher = new SuppressionHasher(card);
        foreach (var kind in IdentifierKinds.All)
        {
            var rows = ContractVectors.Accepted.Where(known => known.Kind == kind).ToArray();
            var batch = new IdentifierBatch();
            foreach (var row in rows)
            {
                batch.Add(row.Canonical);
            }

            var tokens = new byte[rows.Length * Token.Size];
            hasher.Compute(kind, batch, tokens);
            Assert.Equal(rows.Select(r => r.Row.Text("suppressionToken")), tokens.Chunk(Token.Size).Select(Convert.ToHexStringLower));
        }
    }

    [Fact]
    public void ComputeForms_EveryVector_GivesTheSha256Tokens()
    {
        using var card = ContractVectors.RowCard("sha256Tokens");
        using var hasher = new SuppressionHasher(card);
        Assert.Empty(ContractVectors.Accepted.Where(known =>
        {
            var tokens = new Token[Onboarding.Profiles.ProfileSet.MaxForms];
            var count = hasher.ComputeForms(known.Kind, known.Input, known.Canonical, tokens);
            return !tokens.Take(count).Select(Hex).SequenceEqual(known.Texts("sha256Tokens"));
        }).Select(k => k.Name));
    }

    [Fact]
    public void PlatformHash_EveryForm_IsThatOfTheVectors()
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        Assert.Empty(ContractVectors.Accepted.Where(known => !known.Texts("forms").Select(form =>
        {
            PlatformHash.Hash(System.Text.Encoding.UTF8.GetBytes(form), digest);
            return Convert.ToHexStringLower(digest);
        }).SequenceEqual(known.Texts("platformHashes"))).Select(k => k.Name));
    }

    private static string Hash(TokenHasher hasher, ContractIdentifier known)
    {
        Span<byte> token = stackalloc byte[TokenHasher.TokenLength];
        hasher.Hash(known.Kind, known.Canonical, token);
        return Convert.ToHexStringLower(token);
    }

    private static string Hex(Token token)
    {
        Span<byte> bytes = stackalloc byte[Token.Size];
        token.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
