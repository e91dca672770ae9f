using System.Runtime.CompilerServices;
using Onboarding.Hashing;
using Onboarding.Suppression;

namespace Onboarding.Benchmarks;

/// <summary>A store that makes its opt-outs up, one token each, and takes others without keeping them: what remains is the cost of the code around it.</summary>
internal sealed class GeneratedOptOuts(long count) : ISuppressionStore
{
    private ListImport? _import;
    private long _read;

    /// <summary>How many opt-outs there are; raise it to add some.</summary>
    public long Count { get; set; } = count;

    public ValueTask<IReadOnlyList<OptOutReceipt>> AddAsync(IReadOnlyList<OptOut> optOuts, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        return ValueTask.FromResult<IReadOnlyList<OptOutReceipt>>([.. optOuts.Select((_, i) => new OptOutReceipt(i + 1, IsNew: true))]);
    }

    public ValueTask<IReadOnlyList<long>> WithdrawAsync(ReadOnlyMemory<byte> tokens, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StoredOptOut>> FindAsync(ReadOnlyMemory<byte> tokens, CancellationToken cancellationToken)
    {
        // A snapshot asks for the opt-out that it read last.
        return ValueTask.FromResult<IReadOnlyList<StoredOptOut>>([Create(_read, NewTokens(_read))]);
    }

    public async IAsyncEnumerable<StoredOptOut> ReadChangesAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var number = after + 1; number <= Count; number++)
        {
            _read = number;
            yield return Create(number, NewTokens(number));
        }
    }

    public ValueTask<long> GetLastChangeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Count);

    public ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new OptOutTotals(Count, 0, 0));

    public ValueTask<ListImport?> FindImportAsync(string list, CancellationToken cancellationToken) => ValueTask.FromResult(_import);

    public ValueTask RecordImportAsync(ListImport import, CancellationToken cancellationToken)
    {
        _import = import;
        return ValueTask.CompletedTask;
    }

    private static byte[] NewTokens(long number)
    {
        var tokens = new byte[OptOut.TokenLength];
        tokens[0] = 1;
        GeneratedTokens.Write(number, tokens.AsSpan(1, Token.Size));
        return tokens;
    }

    private static StoredOptOut Create(long number, byte[] tokens) => new()
    {
        Number = number,
        Change = number,
        OptOut = new OptOut { Tokens = tokens, KeyId = GeneratedTokens.KeyId, Scope = OptOutScope.All, Origin = "benchmark", ProfileSet = 1, Effective = DateTimeOffset.UnixEpoch },
    };
}
