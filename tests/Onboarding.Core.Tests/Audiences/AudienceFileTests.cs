using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Audiences;

public class AudienceFileTests
{
    private const string Small = "golden-small.audience";

    public static TheoryData<string> GoodFiles => [.. Golden("files").Where(f => !f.TryGetProperty("refused", out _)).Select(f => f.Text("file"))];

    public static TheoryData<int, string> Damaged => Rows("damaged");

    public static TheoryData<int, string> Crafted => Rows("crafted");

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void Open_GoldenFile_HasTheTokens(string file)
    {
        var golden = Golden("files").Single(f => f.Text("file") == file);
        using var audience = AudienceFile.Open(ContractVectors.PathOf(file));
        Assert.Equal(golden.GetProperty("counts").EnumerateObject().Select(c => (c.Name, c.Value.GetInt64())), audience.Kinds.Select(k => (IdentifierKinds.GetName(k), audience.GetTokenCount(k))));
        Assert.All(audience.Kinds, kind => Assert.Equal(golden.GetProperty("tokens").GetProperty(IdentifierKinds.GetName(kind)).EnumerateArray().Select(t => t.GetString()), ReadTokens(audience, kind)));
    }

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void Open_GoldenFile_HasTheLabel(string file)
    {
        var golden = Golden("files").Single(f => f.Text("file") == file);
        using var audience = AudienceFile.Open(ContractVectors.PathOf(file));
        Assert.Equal(golden.Text("label"), Encoding.UTF8.GetString(audience.Label.Json.Span));
        Assert.Equal((golden.Text("domain"), golden.Text("keyId"), "sha256:" + golden.Text("root")), (audience.Label.Domain, audience.Label.KeyId, audience.Label.Root));
    }

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void VerifyOrigin_KeyOfTheFile_Holds(string file)
    {
        using var card = ContractVectors.Card(Golden("files").Single(f => f.Text("file") == file).Text("keyId"));
        using var audience = AudienceFile.Open(ContractVectors.PathOf(file));
        Assert.True(audience.VerifyOrigin(card));
    }

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void VerifyOrigin_KeyOfAnother_DoesNotHold(string file)
    {
        using var card = ContractVectors.Card("demo-party-2");
        using var audience = AudienceFile.Open(ContractVectors.PathOf(file));
        Assert.False(audience.VerifyOrigin(card));
    }

    [Fact]
    [Trait("Refusal", "AUDIENCE_SECTION_UNKNOWN")]
    public void Open_GoldenFileWithCriticalUnknownSection_IsRefused()
    {
        var exception = Assert.Throws<OnboardingException>(() => AudienceFile.Open(ContractVectors.PathOf("golden-critical.audience")));
        Assert.Equal("AUDIENCE_SECTION_UNKNOWN", exception.Code);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    [Trait("Refusal", "AUDIENCE_FORMAT")]
    [Trait("Refusal", "AUDIENCE_VERSION")]
    [Trait("Refusal", "AUDIENCE_HASH")]
    [Trait("Refusal", "LABEL_MISSING")]
    [Trait("Refusal", "LABEL_INVALID")]
    [Trait("Refusal", "LABEL_DIGEST")]
    public void Open_DamagedVector_IsRefusedWithItsCode(int row, string note)
    {
        Assert.NotEmpty(note);
        var damage = Golden("damaged").ElementAt(row);
        var bytes = File.ReadAllBytes(ContractVectors.PathOf(Small));
        Convert.FromHexString(damage.Text("bytes")).CopyTo(bytes, damage.GetProperty("offset").GetInt32());
        if (damage.GetProperty("newFinalHash").GetBoolean())
        {
            SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        }

        AssertRefusal(damage.Text("refused"), bytes);
    }

    [Theory]
    [MemberData(nameof(Crafted))]
    public void Open_CraftedVector_IsRefusedWithItsCode(int row, string note)
    {
        Assert.NotEmpty(note);
        var crafted = Golden("crafted").ElementAt(row);
        AssertRefusal(crafted.GetProperty("refused").GetString(), Convert.FromHexString(crafted.Text("hex")));
    }

    /// <summary>A name that is no kind must not be counted as the section whose number happens to be the reader's placeholder.</summary>
    [Theory]
    [InlineData("""{"sms":2}""")]
    [InlineData("""{"sms":0}""")]
    [InlineData("""{}""")]
    [InlineData("""{"email":3,"sms":2}""")]
    public void Open_LabelCountsAnUnknownKind_IsRefused(string counts)
    {
        using var card = ContractVectors.Card("demo-party-1");
        AssertRefusal("LABEL_DIGEST", ContractAudience.Build(card, ContractAudience.Label(card, counts), (1, true, ContractAudience.Tokens(3)), (1000, false, ContractAudience.Tokens(2))));
    }

    [Fact]
    public void GetTokenCount_NotAKindOfToken_IsZero()
    {
        using var audience = AudienceFile.Open(ContractVectors.PathOf(Small));
        Assert.Equal(0, audience.GetTokenCount((IdentifierKind)AudienceLayout.LabelType));
    }

    [Fact]
    public void ReadTokens_NotAKindOfToken_ReadsNothing()
    {
        using var audience = AudienceFile.Open(ContractVectors.PathOf("golden-noncritical.audience"));
        Assert.Empty(ReadTokens(audience, (IdentifierKind)0x0105));
    }

    [Fact]
    public void Open_EverySingleFlippedBit_IsRefused()
    {
        using var card = ContractVectors.Card("demo-party-1");
        using var folder = new ContractFolder();
        var path = folder.Write(Small, File.ReadAllBytes(ContractVectors.PathOf(Small)));
        var accepted = new List<string>();
        for (var offset = 0; offset < new FileInfo(path).Length; offset++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                Flip(path, offset, bit);
                if (ContractAudience.Refusal(path, card) is null)
                {
                    accepted.Add($"{offset}.{bit}");
                }

                Flip(path, offset, bit);
            }
        }

        Assert.Empty(accepted);
        Assert.Null(ContractAudience.Refusal(path, card));
    }

    /// <summary>The attacker computes the final hash anew; only the MAC is out of reach.</summary>
    [Fact]
    public void Open_EverySingleFlippedByteWithNewFinalHash_IsRefused()
    {
        using var card = ContractVectors.Card("demo-party-1");
        using var folder = new ContractFolder();
        var good = File.ReadAllBytes(ContractVectors.PathOf(Small));
        var accepted = new List<int>();
        for (var offset = 0; offset < good.Length - 32; offset++)
        {
            byte[] bytes = [.. good];
            bytes[offset] ^= 0x01;
            SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
            if (ContractAudience.Refusal(folder.Write(Small, bytes), card) is null)
            {
                accepted.Add(offset);
            }
        }

        Assert.Empty(accepted);
    }

    [Fact]
    public void Open_EveryCut_IsRefused()
    {
        using var card = ContractVectors.Card("demo-party-1");
        using var folder = new ContractFolder();
        var good = File.ReadAllBytes(ContractVectors.PathOf(Small));
        Assert.All(Enumerable.Range(0, good.Length), length => Assert.NotNull(ContractAudience.Refusal(folder.Write(Small, good.AsSpan(0, length)), card)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(4096)]
    public void Open_BytesAppended_IsRefused(int count)
    {
        byte[] bytes = [.. File.ReadAllBytes(ContractVectors.PathOf(Small)), .. new byte[count]];
        AssertRefusal("AUDIENCE_FORMAT", bytes);
    }

    [Fact]
    public void Open_NoFile_Throws()
    {
        using var folder = new ContractFolder();
        Assert.ThrowsAny<IOException>(() => AudienceFile.Open(folder["none.audience"]));
    }

    [Fact]
    public void ReadTokens_FileChangedSinceItWasOpened_IsRefused()
    {
        using var folder = new ContractFolder();
        var path = folder.Write(Small, File.ReadAllBytes(ContractVectors.PathOf(Small)));
        using var audience = AudienceFile.Open(path);
        if (OperatingSystem.IsWindows())
        {
            // There the system lets nobody write to a file that is open for reading.
            Assert.Throws<IOException>(() => File.WriteAllBytes(path, []));
            return;
        }

        using (var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            RandomAccess.Write(handle, [0], 160);
        }

        var exception = Assert.Throws<OnboardingException>(() => audience.ReadTokens(IdentifierKind.Email, _ => Assert.Fail("unverified bytes were handed on")));
        Assert.Equal("AUDIENCE_HASH", exception.Code);
    }

    private static JsonElement.ArrayEnumerator Golden(string name) => ContractVectors.Golden.GetProperty(name).EnumerateArray();

    private static TheoryData<int, string> Rows(string name)
    {
        var data = new TheoryData<int, string>();
        foreach (var (row, i) in Golden(name).Select((row, i) => (row, i)))
        {
            data.Add(i, row.Text("note"));
        }

        return data;
    }

    private static void AssertRefusal(string? code, byte[] bytes)
    {
        using var card = ContractVectors.Card("demo-party-1");
        using var folder = new ContractFolder();
        Assert.Equal(code, ContractAudience.Refusal(folder.Write("x.audience", bytes), card));
    }

    private static List<string> ReadTokens(AudienceFile audience, IdentifierKind kind)
    {
        var tokens = new List<string>();
        audience.ReadTokens(kind, bytes =>
        {
            for (; !bytes.IsEmpty; bytes = bytes[32..])
            {
                tokens.Add(Convert.ToHexStringLower(bytes[..32]));
            }
        });
        return tokens;
    }

    private static void Flip(string path, int offset, int bit)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> one = stackalloc byte[1];
        RandomAccess.Read(file, one, offset);
        one[0] ^= (byte)(1 << bit);
        RandomAccess.Write(file, one, offset);
    }
}
