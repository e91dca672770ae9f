using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>Who was in an output, as the run records it.</summary>
public sealed class OnboardingRunMembersTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task WriteToAsync_Members_AreInTheFileWithWhatWasSent()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        using var reader = Open(report.Id);
        Assert.Equal(20, reader.Count);
        var member = reader.ReadMember(Assert.Single(reader.Find(Prefix(IdentifierKind.ExternalId, "M7"))));
        Assert.Equal(2, member.Count);
        Assert.Equal(_world.Token(IdentifierKind.Email, "member-7@example.com"), Convert.ToHexStringLower(member[1].Sent));
        Assert.Equal(_world.Token(IdentifierKind.ExternalId, "M7"), Convert.ToHexStringLower(member[2].Sent));
        Assert.Equal((byte)IdentifierKind.ExternalId, member[2].Kind);
    }

    [Fact]
    public async Task WriteToAsync_Duplicates_AreOneMember()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), .. RunWorld.Members(20)]), RunOptOuts.Hashes(new string('a', 64)));

        using var reader = Open(report.Id);
        Assert.Equal(20, reader.Count);
    }

    [Fact]
    public async Task WriteToAsync_ListWithHashes_FindsMembersByTheHashOfASpelling()
    {
        var report = await _world.RunAsync(
            RunWorld.Records([.. RunWorld.Members(20), [" Member-3@example.com", "M3"]]),
            RunOptOuts.Hashes(new string('a', 64)));

        using var reader = Open(report.Id);
        using var card = _world.Card(RunPlan.ShopSuppressionKey);
        using var hasher = new SuppressionHasher(card);
        var hashed = hasher.ComputeHashed(System.Security.Cryptography.SHA256.HashData("member-3@example.com"u8));
        var member = reader.ReadMember(Assert.Single(reader.Find(Prefix(hashed))));
        Assert.Equal(_world.Token(IdentifierKind.Email, "member-3@example.com"), Convert.ToHexStringLower(member[1].Sent));
    }

    [Fact]
    public async Task WriteToAsync_ObjectionBetweenTheChecks_IsNotInTheFile()
    {
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, [RunOptOuts.Nobody], [RunOptOuts.Nobody, "member-3@example.com"]);
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), list);

        using var reader = Open(report.Id);
        Assert.Equal(19, reader.Count);
        Assert.Empty(reader.Find(Prefix(IdentifierKind.Email, "member-3@example.com")));
        Assert.Empty(reader.Find(Prefix(IdentifierKind.ExternalId, "M3")));
    }

    [Fact]
    public async Task WriteToAsync_Intent_ComesAfterTheFile()
    {
        string[] seen = [];
        RunWorld? world = null;
        using (world = new RunWorld(ledger: new RunLedger
        {
            Fails = e =>
            {
                seen = e == LedgerEvent.Intended ? RunFolder.Files(world!.MembersFolder) : seen;
                return false;
            },
        }))
        {
            var report = await world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

            Assert.Equal([report.Id + ".members", report.Id + ".members.key"], seen.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task WriteToAsync_FailsBeforeTheIntent_LeavesNoFile()
    {
        using var world = new RunWorld(ledger: new RunLedger { Fails = e => e == LedgerEvent.SerialReserved });

        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20))));
        Assert.Empty(RunFolder.Files(world.MembersFolder));
    }

    [Fact]
    public async Task WriteToAsync_TooFewMembers_LeavesNoFile()
    {
        await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(RunWorld.Records(RunWorld.Members(1)), RunOptOuts.Emails("member-0@example.com")));

        Assert.Empty(RunFolder.Files(_world.MembersFolder));
    }

    /// <summary>An entry whose writing failed may stand in the ledger all the same.</summary>
    [Fact]
    public async Task WriteToAsync_IntentFails_KeepsTheFile()
    {
        using var world = new RunWorld(ledger: new RunLedger { Fails = e => e == LedgerEvent.Intended });

        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20))));
        Assert.Equal(2, RunFolder.Files(world.MembersFolder).Length);
    }

    [Fact]
    public async Task WriteToAsync_DeliveryFails_KeepsTheFile()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: new RunDestination(_ => throw new HttpRequestException())));

        using var reader = Open((await _world.LedgerAsync())[^1].Output!);
        Assert.Equal(20, reader.Count);
    }

    [Fact]
    public async Task WriteToAsync_HomeFolderOfTheOptions_IsUsed()
    {
        var options = new OnboardingRunOptions { PrivateFolder = _world.PrivateFolder, HomeFolder = _world["elsewhere"], Time = _world.Clock };
        var run = OnboardingRun.Create(_world.Approve(), RunWorld.Records(RunWorld.Members(20)), RunOptOuts.Emails(RunOptOuts.Nobody), _world.ShopKeys, _world.Home.Store, options);
        var report = await run.WriteToAsync(_world.Outbox, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(MemberFile.PathOf(_world["elsewhere", "members"], report.Id)));
    }

    public void Dispose() => _world.Dispose();

    private static UInt128 Prefix(Token token)
    {
        var bytes = new byte[Token.Size];
        token.CopyTo(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private UInt128 Prefix(IdentifierKind kind, string canonical)
    {
        using var card = _world.Card(RunPlan.ShopSuppressionKey);
        using var hasher = new SuppressionHasher(card);
        return Prefix(hasher.Compute(kind, Encoding.UTF8.GetBytes(canonical)));
    }

    private MemberFile.Reader Open(string output)
    {
        using var card = _world.Card(RunPlan.ShopSuppressionKey);
        return new MemberFile.Reader(MemberFile.PathOf(_world.MembersFolder, output), card);
    }
}
