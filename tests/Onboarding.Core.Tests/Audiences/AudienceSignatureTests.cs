using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Audiences;

/// <summary>Signature files of the vectors, which an independent program made, and files that are none.</summary>
public sealed class AudienceSignatureTests : IDisposable
{
    private const string Small = "golden-small.audience";

    private readonly ContractFolder _folder = new();

    public static TheoryData<int, string> Vectors
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (row, i) in ContractVectors.Golden.GetProperty("signatures").EnumerateArray().Select((row, i) => (row, i)))
            {
                data.Add(i, row.Text("note"));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    [Trait("Refusal", "SIGNATURE_INVALID")]
    [Trait("Refusal", "SIGNATURE_KEY")]
    public void RequireSignature_Vector_IsAcceptedOrRefusedWithItsCode(int row, string note)
    {
        Assert.NotEmpty(note);
        var known = ContractVectors.Golden.GetProperty("signatures").EnumerateArray().ElementAt(row);
        Assert.Equal(known.GetProperty("refused").GetString(), Refusal(Convert.FromHexString(known.Text("hex"))));
    }

    [Fact]
    public void RequireSignature_CommittedSignature_IsThatOfTheSender()
    {
        using var file = AudienceFile.Open(ContractVectors.PathOf(Small));
        Assert.True(file.HasSignature);
        Assert.Equal(Sender(1).Fingerprint, file.RequireSignature([Sender(2), Sender(1)]).Fingerprint);
    }

    [Fact]
    [Trait("Refusal", "SIGNATURE_MISSING")]
    public void RequireSignature_NoneBesideTheFile_IsRefused()
    {
        Assert.Equal("SIGNATURE_MISSING", Refusal(null));
    }

    [Fact]
    public void RequireSignature_AFolderUnderItsName_IsRefused()
    {
        Directory.CreateDirectory(_folder["a.audience.sig"]);
        Assert.Equal("SIGNATURE_MISSING", Refusal(null));
    }

    [Fact]
    public void RequireSignature_ManyMegabytes_AreNotRead()
    {
        using (var file = File.Create(_folder["a.audience.sig"]))
        {
            file.SetLength(1L << 33);
        }

        Assert.Equal("SIGNATURE_INVALID", Refusal(null));
    }

    [Fact]
    [Trait("Refusal", "SIGNATURE_KEY")]
    public void RequireSignature_NoSenderNamed_IsRefused()
    {
        using var file = AudienceFile.Open(ContractVectors.PathOf(Small));
        Assert.Equal("SIGNATURE_KEY", Assert.Throws<OnboardingException>(() => file.RequireSignature([])).Code);
    }

    [Fact]
    public void Create_AnyHash_IsAccepted()
    {
        using var card = ContractVectors.Card("demo-signing-1");
        using var file = AudienceFile.Open(ContractVectors.PathOf(Small));

        Assert.Null(Refusal(AudienceSignature.Create(card, file.FinalHash)));
        Assert.Equal("SIGNATURE_INVALID", Refusal(AudienceSignature.Create(card, new byte[32])));
    }

    [Fact]
    public void Create_Signature_HoldsNoPrivateKey()
    {
        using var card = ContractVectors.Card("demo-signing-1");
        using var document = JsonDocument.Parse(AudienceSignature.Create(card, new byte[32]));

        Assert.Equal(["version", "keyId", "fingerprint", "signature"], document.RootElement.EnumerateObject().Select(m => m.Name));
        Assert.Equal(64, document.RootElement.GetProperty("signature").GetBytesFromBase64().Length);
    }

    [Fact]
    public async Task Create_Signature_IsVerifiedByPython()
    {
        ContractPython.SkipWhereMissing();
        using var card = ContractVectors.Card("demo-signing-1");
        var path = Copy();
        using (var file = AudienceFile.Open(path))
        {
            _folder.Write("a.audience.sig", AudienceSignature.Create(card, file.FinalHash));
        }

        var line = Assert.Single(await ContractPython.RunAsync([], 0, "verify", path, _folder.Write("card.json", ContractVectors.CardJson("demo-party-1")), Sender(1).ToString()));
        Assert.Contains("signed by the sender", line, StringComparison.Ordinal);
        Assert.Equal(["SIGNATURE_KEY"], await ContractPython.RunAsync([], 3, "verify", path, _folder["card.json"], Sender(2).ToString()));
    }

    /// <summary>Whatever a file holds: it is accepted or refused with one of two codes, and changing what counts never goes through.</summary>
    [Fact]
    public void RequireSignature_MutatedFile_IsRefusedOrSaysTheSame()
    {
        var good = File.ReadAllBytes(ContractVectors.PathOf(Small + ".sig"));
        var mutations = from at in Gen.Choose(0, good.Length - 1) from value in Gen.Choose(0, 255) select (At: at, Value: (byte)value);
        Prop.ForAll(mutations.ToArbitrary(), mutation =>
        {
            var bytes = good.ToArray();
            bytes[mutation.At] = mutation.Value;
            var refusal = Refusal(bytes);
            Assert.True(refusal is null ? SaysTheSame(good, bytes) : refusal is "SIGNATURE_INVALID" or "SIGNATURE_KEY");
            Assert.True(mutation.At >= good.Length - 2 || Refusal(good[..mutation.At]) == "SIGNATURE_INVALID");
        }).QuickCheckThrowOnFailure();
    }

    public void Dispose() => _folder.Dispose();

    // White space, the key id and the four bits behind the last byte of the base64 text prove nothing and decide nothing.
    private static bool SaysTheSame(byte[] good, byte[] bytes)
    {
        using var first = JsonDocument.Parse(good);
        using var second = JsonDocument.Parse(bytes);
        return first.RootElement.GetProperty("fingerprint").GetString() == second.RootElement.GetProperty("fingerprint").GetString()
            && first.RootElement.GetProperty("signature").GetBytesFromBase64().SequenceEqual(second.RootElement.GetProperty("signature").GetBytesFromBase64());
    }

    private static SenderKey Sender(int number)
    {
        using var card = ContractVectors.Card("demo-signing-" + number);
        return card.ComputePublicKey()!;
    }

    private string Copy() => _folder.Write("a.audience", File.ReadAllBytes(ContractVectors.PathOf(Small)));

    private string? Refusal(byte[]? signature)
    {
        using var file = AudienceFile.Open(Copy());
        if (signature is not null)
        {
            _folder.Write("a.audience.sig", signature);
        }

        try
        {
            file.RequireSignature([Sender(1)]);
            return null;
        }
        catch (OnboardingException exception)
        {
            return exception.Code;
        }
    }
}
