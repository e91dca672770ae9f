using System.Globalization;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

public sealed class BatchPipelineTests
{
    private const int Rows = 5000;

    private static readonly PlanSource s_source = new(null, null, [new RecordColumn(IdentifierKind.Email, "email")], null, false);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task RunAsync_WorkersOfDifferentSpeed_HandsOverInTheOrderOfTheSource(int workers)
    {
        var handedOver = new List<string>();
        await RunAsync([.. Enumerable.Range(0, workers).Select(i => new Worker(handedOver) { Pause = i * 3 })]);

        Assert.Equal(Enumerable.Range(0, Rows).Select(Name), handedOver);
    }

    [Fact]
    public async Task RunAsync_WorkerFails_ThrowsItsFailureAndZeroesEveryBatch()
    {
        var seen = new List<RecordBatch>();
        var workers = Enumerable.Range(0, 3).Select(_ => new Worker([]) { FailAt = 700, Seen = seen }).ToArray();

        await Assert.ThrowsAsync<IOException>(() => RunAsync(workers));
        Assert.All(seen, batch => Assert.Equal(0, batch.Count));
    }

    [Fact]
    public async Task RunAsync_ReaderFails_ThrowsItsFailure()
    {
        var records = new RunRecords(["email"], Values(), batch: 100) { AfterBatch = read => Throw(read) };
        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync([new Worker([]), new Worker([])], records));

        static void Throw(int read)
        {
            if (read > 1000)
            {
                throw new InvalidDataException();
            }
        }
    }

    [Fact]
    public async Task RunAsync_Cancelled_StopsWithinTheBatchesThatAreLent()
    {
        using var cancellation = new CancellationTokenSource();
        var read = 0;
        var records = new RunRecords(["email"], Values(), batch: 100)
        {
            AfterBatch = rows =>
            {
                read = rows;
                if (rows >= 1000)
                {
                    cancellation.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunUntilAsync([new Worker([]) { Pause = 1 }], records, cancellation.Token));
        Assert.Equal(1000, read);
    }

    [Fact]
    public async Task RunAsync_SlowWorkers_LendsNoMoreBatchesThanThePoolHas()
    {
        var seen = new List<RecordBatch>();
        await RunAsync([.. Enumerable.Range(0, 2).Select(_ => new Worker([]) { Pause = 2, Seen = seen })]);

        Assert.InRange(seen.Distinct().Count(), 1, 5);
    }

    private static string Name(int row) => string.Create(CultureInfo.InvariantCulture, $"member-{row}@example.com");

    private static IEnumerable<string[]> Values() => Enumerable.Range(0, Rows).Select(i => new[] { Name(i) });

    private static Task RunAsync(Worker[] workers, RunRecords? records = null) => RunUntilAsync(workers, records ?? new RunRecords(["email"], Values(), batch: 100), TestContext.Current.CancellationToken);

    private static async Task RunUntilAsync(Worker[] workers, RunRecords records, CancellationToken cancellationToken)
    {
        await using var reader = await records.OpenAsync(["email"], cancellationToken);
        await new BatchPipeline(s_source, 1, workers).RunAsync(reader, cancellationToken);
    }

    private sealed class Worker(List<string> handedOver) : IBatchWorker
    {
        private readonly List<string> _values = [];

        public int Pause { get; init; }

        public int FailAt { get; init; } = int.MaxValue;

        public List<RecordBatch> Seen { get; init; } = [];

        public void Process(RecordBatch batch, ReadOnlySpan<bool> carriesZeros)
        {
            lock (Seen)
            {
                Seen.Add(batch);
            }

            Thread.Sleep(Pause);
            _values.Clear();
            for (var row = 0; row < batch.Count; row++)
            {
                if (batch.GetPosition(row) >= FailAt)
                {
                    throw new IOException("No space left on device");
                }

                _values.Add(Encoding.UTF8.GetString(batch.GetValue(row, 0)));
            }
        }

        public void Commit() => handedOver.AddRange(_values);

        public void Dispose()
        {
        }
    }
}
