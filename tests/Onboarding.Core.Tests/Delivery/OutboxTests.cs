using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Delivery;

public sealed class OutboxTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task DeliverAsync_Audience_LiesUnderItsIdAlone()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.Equal([Path.Combine(_world.OutboxFolder, report.Id + ".audience")], RunFolder.Files(_world.OutboxFolder));
    }

    [Fact]
    public async Task DeliverAsync_Audience_IsByteForByteWhatWasMade()
    {
        byte[]? made = null;
        var destination = new RunDestination(audience => { made = ReadAll(audience); return _world.Outbox.DeliverAsync(audience, default).AsTask().GetAwaiter().GetResult(); });
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: destination);

        Assert.Equal(made, await File.ReadAllBytesAsync(report.AudiencePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DeliverAsync_NameIsTaken_ThrowsAndReplacesNothing()
    {
        var outbox = _world.Outbox;
        var destination = new RunDestination(audience =>
        {
            Directory.CreateDirectory(_world.OutboxFolder);
            File.WriteAllText(Path.Combine(_world.OutboxFolder, audience.FileName), "what stood there");
            return outbox.DeliverAsync(audience, default).AsTask().GetAwaiter().GetResult();
        });

        await Assert.ThrowsAsync<IOException>(() => _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: destination));
        Assert.Equal("what stood there", await File.ReadAllTextAsync(Assert.Single(RunFolder.Files(_world.OutboxFolder)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DeliverAsync_FolderIsAFile_ThrowsAndLeavesNoAudience()
    {
        await File.WriteAllTextAsync(_world["outbox"], "a file", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(() => _world.RunAsync(RunWorld.Records(RunWorld.Members(20))));
        Assert.Empty(RunFolder.Files(_world.PrivateFolder));
    }

    public void Dispose() => _world.Dispose();

    private static byte[] ReadAll(Audience audience)
    {
        using var stream = audience.OpenRead();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
