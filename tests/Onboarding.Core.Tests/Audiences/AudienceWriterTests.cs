using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Audiences;

public class AudienceWriterTests
{
    [Fact]
    public void Write_ComputedVector_GivesTheFinalHash()
    {
        using var folder = new ContractFolder();
        var (path, golden) = WriteComputed(folder);
        using var file = File.OpenRead(path);
        Assert.Equal(golden.GetProperty("length").GetInt64(), file.Length);
        file.Seek(-32, SeekOrigin.End);
        var last = new byte[32];
        file.ReadExactly(last);
        Assert.Equal(golden.Text("finalHash"), Convert.ToHexStringLower(last));
    }

    [Fact]
    public void Write_ComputedVector_IsReadBack()
    {
        using var folder = new ContractFolder();
        var (path, golden) = WriteComputed(folder);
        using var card = ContractVectors.Card(golden.Text("keyId"));
        using var file = AudienceFile.Open(path);
        Assert.True(file.VerifyOrigin(card));
        Assert.Equal(golden.GetProperty("counts").EnumerateObject().Select(c => c.Value.GetInt64()), file.Kinds.Select(file.GetTokenCount));
        foreach (var kind in file.Kinds)
        {
            var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            file.ReadTokens(kind, hash.AppendData);
            Assert.Equal(SHA256.HashData([.. ComputedTokens(kind, (int)file.GetTokenCount(kind)).Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).SelectMany(t => t)]), hash.GetHashAndReset());
        }
    }

    [Fact]
    public async Task Write_ComputedVector_IsVerifiedByPython()
    {
        ContractPython.SkipWhereMissing();
        using var folder = new ContractFolder();
        var (path, golden) = WriteComputed(folder);
        var lines = await ContractPython.RunAsync([], 0, "verify", path, folder.Write("card.json", ContractVectors.CardJson(golden.Text("keyId"))));
        using var says = JsonDocument.Parse(Assert.Single(lines));
        Assert.Equal("from one of the two key holders", says.RootElement.Text("verified"));
        Assert.Equal("sha256:" + golden.Text("root"), says.RootElement.Text("root"));
        Assert.Equal(Counts(golden.GetProperty("counts")), Counts(says.RootElement.GetProperty("tokens")));
    }

    [Theory]
    [InlineData("demo-salt-1")]
    [InlineData("demo-party-4")]
    public async Task Write_SmallAudience_IsVerifiedByPython(string keyId)
    {
        ContractPython.SkipWhereMissing();
        using var folder = new ContractFolder();
        using var card = ContractVectors.Card(keyId);
        var path = folder["x.audience"];
        using (var spill = Fill(folder, IdentifierKind.Maid, 7, repeat: 2))
        {
            AudienceWriter.Write(path, AudienceContent.Members, [(IdentifierKind.Maid, spill)], card, (root, _) => Label(card, root, """{"maid":7}"""), TestContext.Current.CancellationToken);
        }

        var lines = await ContractPython.RunAsync([], 0, "verify", path, folder.Write("card.json", ContractVectors.CardJson(keyId)));
        Assert.Contains("\"maid\": 7", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HandBuiltFile_IsTheSameBytes()
    {
        using var folder = new ContractFolder();
        using var card = ContractVectors.Card("demo-party-1");
        using var spill = Fill(folder, IdentifierKind.Phone, 5);
        AudienceWriter.Write(folder["x.audience"], AudienceContent.Members, [(IdentifierKind.Phone, spill)], card, (root, _) => Label(card, root, """{"phone":5}"""), TestContext.Current.CancellationToken);
        var tokens = ComputedTokens(IdentifierKind.Phone, 5).Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).SelectMany(t => t).ToArray();
        Assert.Equal(ContractAudience.Build(card, ContractAudience.Label(card, """{"phone":5}"""), (2, true, tokens)), File.ReadAllBytes(folder["x.audience"]));
    }

    [Fact]
    public void Write_OtherOrderAndRepeats_GivesTheSameBytes()
    {
        using var folder = new ContractFolder();
        using var card = ContractVectors.Card("demo-party-1");
        using var ascending = Fill(folder, IdentifierKind.Email, 500);
        using var shuffled = Fill(folder, IdentifierKind.Email, 500, repeat: 3, descending: true);
        foreach (var (name, spill) in new[] { ("a", ascending), ("b", shuffled) })
        {
            AudienceWriter.Write(folder[name], AudienceContent.Members, [(IdentifierKind.Email, spill)], card, (root, _) => Label(card, root, """{"email":500}"""), TestContext.Current.CancellationToken);
        }

        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Fact]
    public void Write_NewFile_IsReadableByItsOwnerOnly()
    {
        using var folder = new ContractFolder();
        using var card = ContractVectors.Card("demo-party-1");
        using var spill = Fill(folder, IdentifierKind.Email, 1);
        AudienceWriter.Write(folder["x.audience"], AudienceContent.Members, [(IdentifierKind.Email, spill)], card, (root, _) => Label(card, root, """{"email":1}"""), TestContext.Current.CancellationToken);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["x.audience"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private static (string Path, JsonElement Golden) WriteComputed(ContractFolder folder)
    {
        var golden = ContractVectors.Golden.GetProperty("computed").EnumerateArray().Single();
        using var card = ContractVectors.Card(golden.Text("keyId"));
        var spills = golden.GetProperty("counts").EnumerateObject().Select(c =>
        {
            Assert.True(IdentifierKinds.TryParse(c.Name, out var kind));
            return (kind, Fill(folder, kind, c.Value.GetInt32()));
        }).ToList();
        var path = folder["computed.audience"];
        AudienceWriter.Write(path, AudienceContent.Members, spills, card, (root, _) =>
        {
            Assert.Equal(golden.Text("root"), Convert.ToHexStringLower(root));
            return Encoding.UTF8.GetBytes(golden.Text("label"));
        }, TestContext.Current.CancellationToken);
        spills.ForEach(s => s.Item2.Dispose());
        return (path, golden);
    }

    private static byte[] Label(KeyCard card, byte[] root, string counts)
    {
        return Encoding.UTF8.GetBytes(ContractAudience.Label(card, counts).Replace(ContractAudience.LabelPlaceholder, "sha256:" + Convert.ToHexStringLower(root), StringComparison.Ordinal));
    }

    private static Spill Fill(ContractFolder folder, IdentifierKind kind, int count, int repeat = 1, bool descending = false)
    {
        var spill = new Spill(folder.Path);
        for (var r = 0; r < repeat; r++)
        {
            foreach (var token in descending ? ComputedTokens(kind, count).Reverse() : ComputedTokens(kind, count))
            {
                spill.Add(token);
            }
        }

        return spill;
    }

    private static IEnumerable<byte[]> ComputedTokens(IdentifierKind kind, int count)
    {
        var message = new byte[IdentifierKinds.GetName(kind).Length + 9];
        Encoding.ASCII.GetBytes(IdentifierKinds.GetName(kind), message);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(message.Length - 8), (ulong)i);
            yield return SHA256.HashData(message);
        }
    }

    private static IEnumerable<(string, long)> Counts(JsonElement counts) => counts.EnumerateObject().Select(c => (c.Name, c.Value.GetInt64()));
}
