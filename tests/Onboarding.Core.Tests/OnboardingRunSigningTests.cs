using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests;

/// <summary>A sender who signs, and a recipient who pins the sender.</summary>
public sealed class OnboardingRunSigningTests : IDisposable
{
    private const string SigningKey = "shop-signing";

    private readonly RunWorld _world = new(plan => plan.SigningKey = SigningKey);
    private readonly string _sender;

    public OnboardingRunSigningTests() => _sender = CreateKey(_world);

    [Fact]
    public async Task WriteToAsync_PlanWithSigningKey_DeliversAudienceAndSignature()
    {
        var report = await RunAsync();

        Assert.Equal([report.AudiencePath, report.AudiencePath + ".sig"], RunFolder.Files(_world.OutboxFolder).Order(StringComparer.Ordinal));
        Assert.Equal(report.AudiencePath + ".sig", report.SignaturePath);
        Assert.Equal(_sender, Require(report.AudiencePath, _sender).ToString());
        RunFolder.AssertOwnerOnly(report.AudiencePath + ".sig");
    }

    [Fact]
    public async Task WriteToAsync_PlanWithSigningKey_SaysSoInTheLabel()
    {
        using var label = JsonDocument.Parse((await RunAsync()).Label.Json);
        Assert.True(SenderKey.TryParse(_sender, out var sender));

        Assert.Equal((SigningKey, sender.Fingerprint), (label.RootElement.GetProperty("onb:signedWith").GetProperty("onb:keyId").GetString(), label.RootElement.GetProperty("onb:signedWith").GetProperty("onb:fingerprint").GetString()));
    }

    [Fact]
    public async Task WriteToAsync_PlanWithoutSigningKey_DeliversNoSignature()
    {
        using var world = new RunWorld();
        var report = await world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.Equal([report.AudiencePath], RunFolder.Files(world.OutboxFolder));
    }

    [Fact]
    public async Task WriteToAsync_Destination_GetsTheSignatureWithTheAudience()
    {
        Audience? audience = null;
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: new RunDestination(a => { audience = a; return "there"; }));

        Assert.Null(report.SignaturePath);
        Assert.Equal(audience!.FileName + ".sig", audience.SignatureFileName);
        Assert.Contains(SigningKey, System.Text.Encoding.UTF8.GetString(audience.Signature!.Value.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".sig")]
    public async Task WriteToAsync_ANameInTheOutboxIsTaken_LeavesNeitherOfTheTwo(string suffix)
    {
        var outbox = _world.Outbox;
        var destination = new RunDestination(audience =>
        {
            Directory.CreateDirectory(_world.OutboxFolder);
            File.WriteAllText(Path.Combine(_world.OutboxFolder, audience.FileName + suffix), "what stood there");
            return outbox.DeliverAsync(audience, default).AsTask().GetAwaiter().GetResult();
        });

        await Assert.ThrowsAsync<IOException>(() => _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: destination));
        Assert.Equal("what stood there", await File.ReadAllTextAsync(Assert.Single(RunFolder.Files(_world.OutboxFolder)), TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public async Task WriteToAsync_SigningKeyOfAnotherParty_IsRefused()
    {
        using var world = new RunWorld(plan => plan.SigningKey = SigningKey);
        CreateKey(world, "paper");
        await AssertRefusedAsync("KEY_MISMATCH", world);
    }

    [Fact]
    [Trait("Refusal", "KEY_EXPIRED")]
    public async Task WriteToAsync_SigningKeyOfAnotherPeriod_IsRefused()
    {
        using var world = new RunWorld(plan => plan.SigningKey = SigningKey);
        CreateKey(world, until: new DateOnly(2026, 3, 1));
        await AssertRefusedAsync("KEY_EXPIRED", world);
    }

    [Fact]
    [Trait("Refusal", "DEMO_KEY")]
    public async Task WriteToAsync_PublishedSigningKey_GoesToAFolderOnly()
    {
        using var world = new RunWorld(plan => plan.SigningKey = SigningKey);
        using var published = ContractVectors.Card("demo-signing-1");
        using var card = new KeyCard(SigningKey, KeyType.Signing, Domain.Signing("shop"), new KeyMaterial(published.Material.Span), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), isDemo: false);
        world.ShopKeys.Import(card.Write()).Dispose();

        Assert.True(File.Exists((await world.RunAsync(RunWorld.Records(RunWorld.Members(20)))).AudiencePath + ".sig"));
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: new RunDestination(_ => "there")));
        Assert.Equal("DEMO_KEY", exception.Code);
    }

    [Fact]
    public async Task OpenAsync_SignedByThePinnedSender_Opens()
    {
        var path = (await RunAsync()).AudiencePath;
        using var received = await _world.ReceiveAsync(path, Pin(OtherKey(), _sender));

        Assert.Equal("shop/paper/advertising", received.Label.Domain);
    }

    [Fact]
    [Trait("Refusal", "SIGNATURE_MISSING")]
    public async Task OpenAsync_SignatureIsGone_IsRefused()
    {
        var path = (await RunAsync()).AudiencePath;
        File.Delete(path + ".sig");

        await AssertRefusedAsync("SIGNATURE_MISSING", path, Pin(_sender));
    }

    [Fact]
    [Trait("Refusal", "SIGNATURE_KEY")]
    public async Task OpenAsync_SignedByAnotherThanThePinnedSender_IsRefused() => await AssertRefusedAsync("SIGNATURE_KEY", (await RunAsync()).AudiencePath, Pin(OtherKey()));

    [Fact]
    [Trait("Refusal", "SIGNATURE_INVALID")]
    public async Task OpenAsync_SignatureOfAnEarlierAudience_IsRefused()
    {
        var earlier = (await RunAsync()).AudiencePath;
        var path = (await RunAsync()).AudiencePath;
        File.Copy(earlier + ".sig", path + ".sig", overwrite: true);

        await AssertRefusedAsync("SIGNATURE_INVALID", path, Pin(_sender));
    }

    /// <summary>The recipient holds the party key: it can make any audience with a right MAC, but not the sender's signature of it.</summary>
    [Fact]
    [Trait("Refusal", "SIGNATURE_INVALID")]
    public async Task OpenAsync_AudienceThatTheRecipientMadeItself_IsRefused()
    {
        var path = (await RunAsync()).AudiencePath;
        using var card = _world.Card();
        var label = ContractAudience.Label(card, """{"email":3}""", serial: 1L << 40).Replace("2026-11-02T09", "2026-03-02T09", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, ContractAudience.Build(card, label, (1, true, ContractAudience.Tokens(3))), TestContext.Current.CancellationToken);

        (await _world.ReceiveAsync(path)).Dispose();
        await AssertRefusedAsync("SIGNATURE_INVALID", path, Pin(_sender));
    }

    [Fact]
    public async Task OpenAsync_NothingPinned_DoesNotLookAtTheSignature()
    {
        var path = (await RunAsync()).AudiencePath;
        await File.WriteAllTextAsync(path + ".sig", "{", TestContext.Current.CancellationToken);

        (await _world.ReceiveAsync(path)).Dispose();
    }

    public void Dispose() => _world.Dispose();

    private static string CreateKey(RunWorld world, string party = "shop", DateOnly? until = null)
    {
        using var card = world.ShopKeys.Create(SigningKey, KeyType.Signing, Domain.Signing(party), new DateOnly(2026, 1, 1), until ?? new DateOnly(2026, 12, 31));
        return card.ComputePublicKey()!.ToString();
    }

    private static string OtherKey()
    {
        using var card = ContractVectors.Card("demo-signing-2");
        return card.ComputePublicKey()!.ToString();
    }

    private static Action<RunPlan> Pin(params string[] senders) => plan => plan.Senders = senders;

    private static SenderKey Require(string path, string sender)
    {
        Assert.True(SenderKey.TryParse(sender, out var key));
        using var file = AudienceFile.Open(path);
        return file.RequireSignature([key]);
    }

    private static async Task AssertRefusedAsync(string code, RunWorld world)
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20))));
        Assert.Equal(code, exception.Code);
        Assert.Empty(RunFolder.Files(world.OutboxFolder));
    }

    private Task<RunReport> RunAsync() => _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

    private async Task AssertRefusedAsync(string code, string path, Action<RunPlan> change)
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => (await _world.ReceiveAsync(path, change)).Dispose());
        Assert.Equal(code, exception.Code);
    }
}
