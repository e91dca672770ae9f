using System.Runtime.CompilerServices;
using System.Text;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

public sealed class EnumerableRecordTests
{
    private static readonly Person[] s_people =
    [
        new("jan@example.nl", 7, new DateOnly(1980, 5, 1), Guid.Parse("6F9619FF-8B86-D011-B42D-00CF4FC964FF")),
        new(null, null, null, Guid.Empty),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_EveryKindOfColumn_IsInvariantText()
    {
        var source = EnumerableRecords.From(s_people)
            .Column("email", p => p.Email)
            .Column("number", p => p.Number)
            .Column("born", p => p.Born)
            .Column("id", p => p.Id)
            .Column("utf8", p => Encoding.UTF8.GetBytes(p.Email ?? "é"));

        var read = await DbRecordReading.ReadAsync(source, "id", "email", "number", "born", "utf8");

        Assert.Equal(["6f9619ff-8b86-d011-b42d-00cf4fc964ff|jan@example.nl|7|1980-05-01|jan@example.nl", "00000000-0000-0000-0000-000000000000||||é"], read.Rows);
        Assert.Equal([1L, 2L], read.Positions);
    }

    [Fact]
    public async Task ReadAsync_ColumnThatIsNotMapped_IsNotCalledAndIsListed()
    {
        var source = EnumerableRecords.From(s_people).Column("email", p => p.Email).Column("secret", (Func<Person, string?>)(_ => throw new InvalidOperationException()));

        var read = await DbRecordReading.ReadAsync(source, "email");

        Assert.Equal(["jan@example.nl", ""], read.Rows);
        Assert.Equal(["secret"], read.UnreadColumns);
    }

    [Fact]
    public async Task ReadAsync_AsyncEnumeration_IsEnumeratedAnewAtEachOpening()
    {
        var openings = 0;
        var source = EnumerableRecords.From(CountAsync).Column("email", p => p.Email);

        Assert.Equal(10_000, (await DbRecordReading.ReadAsync(source, "email")).Rows.Count);
        Assert.Equal(10_000, (await DbRecordReading.ReadAsync(source, "email")).Rows.Distinct().Count());
        Assert.Equal(2, openings);

        IAsyncEnumerable<Person> CountAsync(CancellationToken cancellationToken)
        {
            openings++;
            return PeopleAsync(10_000, cancellationToken);
        }
    }

    [Fact]
    public async Task ReadAsync_LoneSurrogate_IsInvalidUtf8()
    {
        var source = EnumerableRecords.From(["\uDC00"]).Column("id", s => s);

        Assert.Equal("EDB080", Convert.ToHexString(await DbRecordReading.ReadFirstAsync(source, "id")));
    }

    [Fact]
    public async Task ReadAsync_ValueTooLong_IsMalformed()
    {
        var source = EnumerableRecords.From(["a", new string('x', RecordBatch.MaxValueLength + 1), "b"]).Column("id", s => s);

        var read = await DbRecordReading.ReadAsync(source, "id");

        Assert.Equal(["a", "b"], read.Rows);
        Assert.Equal([(2L, MalformedReason.FieldTooLong)], read.Malformed);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_MISSING")]
    public async Task OpenAsync_NoSuchColumn_IsRefused()
    {
        var source = EnumerableRecords.From(s_people).Column("email", p => p.Email);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(async () => await source.OpenAsync(["card"], Token));

        Assert.Equal("COLUMN_MISSING", refusal.Code);
        Assert.Contains("the enumeration has no column \"card\"; its columns are \"email\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Column_SameNameTwice_Throws()
    {
        var source = EnumerableRecords.From(s_people).Column("email", p => p.Email);

        Assert.Throws<ArgumentException>(() => source.Column(" email", p => p.Number));
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task ReadAsync_ColumnThrows_IsSaidWithPlaceAndWithoutItsMessage()
    {
        var source = EnumerableRecords.From(s_people).Column("email", p => p.Email ?? throw new FormatException("jan@example.nl is wrong"));

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, "email"));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("item 2, column \"email\": System.FormatException", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jan@", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task ReadAsync_EnumerationThrows_IsSaidWithPlaceAndWithoutItsMessage()
    {
        var source = EnumerableRecords.From(Enumerable.Range(0, 10).Select(i => i < 7 ? "a" : throw new IOException("jan@example.nl"))).Column("id", s => s);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, "id"));

        Assert.Contains("the enumeration failed after 7 items: System.IO.IOException", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jan@", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_CancelledWithinABatch_StopsAndClosesTheEnumeration()
    {
        using var stop = new CancellationTokenSource();
        var closed = false;
        var source = EnumerableRecords.From(Numbers()).Column("id", i => i);
        var reader = await source.OpenAsync(["id"], Token);
        var batch = new RecordBatch(1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(batch, stop.Token));
        await reader.DisposeAsync();

        Assert.Equal(100, batch.Count);
        Assert.True(closed);

        IEnumerable<int> Numbers()
        {
            try
            {
                for (var i = 1; ; i++)
                {
                    if (i == 100)
                    {
                        stop.Cancel();
                    }

                    yield return i;
                }
            }
            finally
            {
                closed = true;
            }
        }
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileItWaits_CancelsTheEnumeration()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var source = EnumerableRecords.From(WaitAsync).Column("id", s => s);
        await using var reader = await source.OpenAsync(["id"], Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(new RecordBatch(1), stop.Token));

        static async IAsyncEnumerable<string> WaitAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMinutes(5), cancellationToken);
            yield return "never";
        }
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task ReadAsync_ForeignCancellation_IsAFailureAndNoCancellation()
    {
        var source = EnumerableRecords.From(Enumerable.Range(0, 2).Select<int, string>(_ => throw new TaskCanceledException("timed out"))).Column("id", s => s);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, "id"));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
    }

    [Fact]
    public void Origin_OfCode_IsCode() => Assert.Equal("code", ((IRecordSource)EnumerableRecords.From(s_people)).Origin);

    private static async IAsyncEnumerable<Person> PeopleAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 1000 == 0)
            {
                await Task.Yield();
            }

            cancellationToken.ThrowIfCancellationRequested();
            yield return new Person($"p{i}@example.nl", i, null, default);
        }
    }

    private sealed record Person(string? Email, int? Number, DateOnly? Born, Guid Id);
}
