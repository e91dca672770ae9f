using System.Reflection;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Records;

public sealed class RecordIntakeTests : IDisposable
{
    private readonly RunWorld _world = new();
    private readonly KeyCard _suppressionCard;
    private readonly KeyCard _partyCard;
    private readonly SuppressionHasher _suppressionHasher;
    private readonly TokenHasher _tokenHasher;

    public RecordIntakeTests()
    {
        _partyCard = _world.Card();
        _suppressionCard = _world.Card(RunPlan.ShopSuppressionKey);
        _suppressionHasher = new SuppressionHasher(_suppressionCard);
        _tokenHasher = new TokenHasher(_partyCard);
    }

    [Fact]
    public async Task Process_ValueWithCanonicalForm_GivesTheContractsToken()
    {
        using var intake = await ProcessAsync(RunOptOuts.Nobody, "Jan.Jansen+x@GoogleMail.com");

        Assert.Equal(_world.Token(IdentifierKind.Email, "janjansen@gmail.com"), Hex(intake.GetPartyToken(0, 0)));
    }

    [Fact]
    public async Task Process_ValueWithoutCanonicalForm_IsRejectedAndNotCounted()
    {
        using var intake = await ProcessAsync(RunOptOuts.Nobody, "jan", "jan@example.com");

        Assert.Equal([new RecordIntake.Rejection(0, IdentifierKind.Email, RejectionReason.EmailAt)], intake.Rejections);
        Assert.Equal([0, 1], new[] { intake.GetCount(0), intake.GetCount(1) });
    }

    [Fact]
    public async Task Process_RowOnTheList_IsSuppressedAlone()
    {
        using var intake = await ProcessAsync("jan@example.com", "J-A-N@example.com", "piet@example.com");

        Assert.Equal([true, false], new[] { intake.IsSuppressed(0), intake.IsSuppressed(1) });
    }

    [Fact]
    public async Task Process_RowOnTheList_GetsNoPartyToken()
    {
        using var intake = await ProcessAsync("jan@example.com", "jan@example.com", "piet@example.com");

        Assert.ThrowsAny<Exception>(() => intake.GetPartyToken(0, 0));
    }

    [Fact]
    public async Task Process_NextBatch_ForgetsTheOneBefore()
    {
        using var intake = await ProcessAsync("jan@example.com", "jan@example.com", "no address");
        intake.Process(Batch("piet@example.com"));

        Assert.Equal((false, 1, 0), (intake.IsSuppressed(0), intake.GetCount(0), intake.Rejections.Count));
    }

    [Theory]
    [InlineData("jan.jansen@example.com")]
    [InlineData("Jan.Jansen@no-domain")]
    [InlineData("jan(jansen@example.com")]
    public async Task Dispose_AnyValue_LeavesNoIdentifierInItsBuffers(string value)
    {
        var intake = await ProcessAsync(RunOptOuts.Nobody, value);
        intake.Dispose();

        Assert.All(Buffers(intake), buffer => Assert.Equal(-1, buffer.AsSpan().IndexOf("jan"u8)));
    }

    public void Dispose()
    {
        _tokenHasher.Dispose();
        _suppressionHasher.Dispose();
        _partyCard.Dispose();
        _suppressionCard.Dispose();
        _world.Dispose();
    }

    private static IEnumerable<byte[]> Buffers(RecordIntake intake)
    {
        const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;
        foreach (var name in new[] { "_canonical", "_open" })
        {
            foreach (var batch in (IdentifierBatch[])typeof(RecordIntake).GetField(name, Fields)!.GetValue(intake)!)
            {
                yield return (byte[])typeof(IdentifierBatch).GetField("_buffer", Fields)!.GetValue(batch)!;
            }
        }
    }

    private static string Hex(Token token)
    {
        var bytes = new byte[Token.Size];
        token.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static RecordBatch Batch(params string[] emails)
    {
        var batch = new RecordBatch(1);
        foreach (var email in emails)
        {
            batch.BeginRecord(1);
            batch.AddValue(Encoding.UTF8.GetBytes(email));
            batch.EndRecord();
        }

        return batch;
    }

    private async Task<RecordIntake> ProcessAsync(string optOut, params string[] emails)
    {
        var snapshot = await RunOptOuts.Emails(optOut).LoadAsync(_suppressionHasher, _world.Clock, default);
        var intake = new RecordIntake(new PlanSource(null, null, [new RecordColumn(IdentifierKind.Email, "email")], null, false), _suppressionHasher, new SuppressionCheck(snapshot), _tokenHasher, computeForms: false, DateOnly.FromDateTime(RunWorld.Start.UtcDateTime));
        intake.Process(Batch(emails));
        return intake;
    }
}
