using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Hashing;

/// <summary>Computes the worked examples of docs/contracts-v1.md (section 8) and docs/audience-format.md, so that an installation that computes other values is found before it is used.</summary>
public static class SelfTest
{
    private const string PartyKey = "37e8503fa279e64eda26f188be5d90044c4b7738bd800164611f27448402e8c8";
    private const string Salt = "8cf7627065dbc73b2f039a44f60a590854f6883e3e27adda6ec5a92d055091b6";
    private const string SuppressionKey = "2c3101d2c8d8f00fc74b47d835d4ce8024024ef0b39db36e987e7ceb0e3b1c93";
    private const string SigningKey = "edb4628cba4f3032b56afa3f72c8ed9bc74658afc90ed2421a9b29d34f503fa2";
    private const string Fingerprint = "aca85b883dda48641fbaa055ddd748d57fe0fa23ffd90ae7afe73199225a2fe6";
    private const string Signature = "65e47833f15533305b7d321bcf0f63e8894582f83d1e86079a54eb4b3cab70d1fc4ba6850a5546f4d366b0323b4f12cb6c55a51b30be4af7e31ae3914ccb35b9";
    private const string SignedHash = "5649511517e27e2018a4e0df38a4dd0f5233a5872a71b4e5107675bbed12a8a3";
    private const string Canonical = "anna.jansen+shop@example.com";

    /// <summary>Runs the test.</summary>
    /// <returns>The names of what is wrong; empty when all is right.</returns>
    public static IReadOnlyList<string> Run()
    {
        var failed = new List<string>();
        using var party = Card(PartyKey, KeyType.Party, "example-shop/example-publisher/customer-match");
        using var salt = Card(Salt, KeyType.Salt, "example-shop/example-publisher/reach-test");
        using var suppression = Card(SuppressionKey, KeyType.Suppression, "example-shop/suppression/objection");
        Span<byte> canonical = stackalloc byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.TryNormalize(IdentifierKind.Email, " MAILTO: Anna.Jansen+Shop@Example.COM\r\n"u8, canonical, out var length);
        canonical = canonical[..length];
        Check("canonical form", reason == RejectionReason.None && System.Text.Encoding.ASCII.GetString(canonical) == Canonical);
        Check("check value", party.CheckValue == "46423965011b8e92" && salt.CheckValue == "5cdcdfeb5caab27e" && suppression.CheckValue == "1c18553f3dfe0d59");
        Span<byte> token = stackalloc byte[Token.Size];
        using (var hasher = new TokenHasher(party))
        {
            hasher.Hash(IdentifierKind.Email, canonical, token);
            Check("keyed token", Hex.ToString(token) == "b268b0ace8a98beef62db24b7e41668997d453903af8a76c037e7954acc631a2");
        }

        using (var hasher = new TokenHasher(salt))
        {
            hasher.Hash(IdentifierKind.Email, canonical, token);
            Check("salted token", Hex.ToString(token) == "ecb82853e99886cff57f73965ce157a2722cdb0067c3b6af0e55531d3c2ffde6");
        }

        using (var hasher = new SuppressionHasher(suppression))
        {
            hasher.Compute(IdentifierKind.Email, canonical).CopyTo(token);
            Check("suppression token", Hex.ToString(token) == "d06e101da609a93934eee5eed9fea20baa0464ef22a878a0ec39c9d00a05118e");
        }

        using var signing = Card(SigningKey, KeyType.Signing, "example-shop/signing/audience");
        var publicKey = signing.ComputePublicKey()!;
        Check("public key", publicKey.Fingerprint == Fingerprint);
        byte[] message = [.. AudienceSignature.Context, .. Convert.FromHexString(SignedHash)];
        Check("signature", publicKey.Verify(message, Convert.FromHexString(Signature)) && publicKey.Verify(message, Signatures.Sign(signing.Material, message)));
        return failed;

        void Check(string name, bool passed)
        {
            if (!passed)
            {
                failed.Add(name);
            }
        }
    }

    private static KeyCard Card(string key, KeyType type, string domain)
    {
        var material = new KeyMaterial();
        Hex.TryRead(System.Text.Encoding.ASCII.GetBytes(key), material.Span);
        return new KeyCard("demo", type, Domain.Parse(domain), material, DateOnly.MinValue, DateOnly.MaxValue, isDemo: true);
    }
}
