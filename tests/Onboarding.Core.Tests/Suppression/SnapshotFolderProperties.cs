using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

public sealed class SnapshotFolderProperties : IDisposable
{
    private static readonly OptOutScope[] s_scopes = [OptOutScope.All, OptOutScope.Purpose("survey"), OptOutScope.Destination("paper"), OptOutScope.Destination("radio")];

    // Few numbers, so that opt-outs share tokens, are said twice, and are withdrawn. Those of hashes are others: a token never stands under two kinds.
    private static readonly Gen<Step> s_step =
        from kind in Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Constant(1)), (2, Gen.Constant(2)))
        from scope in Gen.Choose(0, s_scopes.Length - 1)
        from numbers in Gen.Choose(0, 12).Select(i => (long)i).NonEmptyListOf()
        select new Step(kind, scope, [numbers.First(), .. numbers.Skip(1).Distinct().Take(3).Select(n => 100 + n)]);

    private readonly RunFolder _folder = new();
    private int _run;

    [Fact]
    public void RefreshAsync_AnyHistory_GivesWhatTheStoreHoldsAndWhatIsBuiltAnew()
    {
        Prop.ForAll(s_step.ListOf().ToArbitrary(), steps => CheckAsync(steps).GetAwaiter().GetResult()).Check(ContractGenerators.Runs(80, 20261122));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<bool> CheckAsync(IEnumerable<Step> steps)
    {
        var store = new MemoryStore();
        var folder = Folder();
        var time = new RunClock(RunWorld.Start);
        foreach (var step in steps)
        {
            time.Now += TimeSpan.FromHours(1);
            switch (step.Kind)
            {
                case 0:
                    await store.AddAsync([SnapshotTokens.Entry(s_scopes[step.Scope], step.Numbers)], null, default);
                    break;
                case 1:
                    await store.WithdrawAsync(SnapshotTokens.First(step.Numbers), time.Now, default);
                    break;
                default:
                    (await folder.RefreshAsync(store, SnapshotTokens.KeyId, default)).Dispose();
                    break;
            }
        }

        using var file = await folder.RefreshAsync(store, SnapshotTokens.KeyId, default);
        using var anew = await Folder().RefreshAsync(store, SnapshotTokens.KeyId, default);
        return file.Id == anew.Id && file.Change == anew.Change && file.HasHashOnly == anew.HasHashOnly && Text(SnapshotTokens.Read(file)) == await ExpectedAsync(store);
    }

    private static async Task<string> ExpectedAsync(MemoryStore store)
    {
        var held = new List<(string Scope, Token Token)>();
        await foreach (var stored in store.ReadChangesAsync(0, default))
        {
            for (var i = 0; stored.Withdrawn is null && i < stored.OptOut.Tokens.Length; i += OptOut.TokenLength)
            {
                held.Add((stored.OptOut.Scope.ToString(), new Token(stored.OptOut.Tokens.Span[(i + 1)..])));
            }
        }

        return Text(held.Distinct().GroupBy(h => h.Scope).ToDictionary(g => g.Key, g => g.Select(h => h.Token).Order().ToArray()));
    }

    private static string Text(Dictionary<string, Token[]> tokens)
    {
        return string.Join("\n", tokens.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Key + ": " + string.Join(' ', t.Value.Select(v => Convert.ToHexString(SnapshotTokens.Bytes(v))))));
    }

    private SnapshotFolder Folder() => new(_folder[$"{_run++}"], new RunClock(RunWorld.Start), new RunLogger());

    private sealed record Step(int Kind, int Scope, long[] Numbers);
}
