using FsCheck;
using FsCheck.Fluent;
using Onboarding.Delivery;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.StoreContract;

public abstract partial class StoreContract
{
    private static readonly string[] s_names = ["1a", "2a", "1b", "2b", "32a", "32b", "32c"];
    private static readonly string[] s_scopes = ["all", "all", "purpose advertising", "destination paper"];

    /// <summary>Whatever is called in whatever order: results and content are those of plain collections.</summary>
    [Fact]
    public void Calls_AnyHistory_GiveWhatTheModelGives()
    {
        var number = 0;
        Prop.ForAll(Arb.From(Call.Gen.ArrayOf().Resize(40)), calls => CompareAsync(calls, $"model{++number}").GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20260304, 7));
    }

    private async Task CompareAsync(Call[] calls, string database)
    {
        var store = await OpenAsync(database);
        var model = new MemoryStore();
        foreach (var call in calls)
        {
            Assert.Equal((call, await call.RunAsync(model)), (call, await call.RunAsync(store)));
        }

        Assert.Equal(await DescribeAsync(model), await DescribeAsync(store));
        Assert.Equal(await DescribeAsync(model), await DescribeAsync(await OpenAsync(database)));
    }

    private static async Task<List<string>> DescribeAsync(IOnboardingStore store)
    {
        return
        [
            .. (await ChangesAsync(store)).Select(Describe),
            .. (await store.FindAsync(Tokens(string.Join(' ', s_names)), Token)).Select(Describe),
            (await store.CountAsync(Token)).ToString(),
            $"{await store.GetLastChangeAsync(Token)} {await store.GetComparedAsync("o0", Token)} {await store.GetComparedAsync("o1", Token)}",
            .. await EntriesAsync(store),
            .. (await RemovalsAsync(store)).Select(r => $"{r.Output} {r.Content.Position} {r.Content.Part} {r.Content.Domain} {r.Content.KeyId} {r.Content.Cause} {r.State} {r.List} {r.Changed?.UtcTicks}"),
        ];
    }

    /// <summary>One call of the contract, with what its numbers choose from; few values, so that calls meet.</summary>
    private sealed record Call(int Kind, int A, int B, int C, int D)
    {
        public static Gen<Call> Gen { get; } =
            from kind in FsCheck.Fluent.Gen.Frequency((6, FsCheck.Fluent.Gen.Constant(0)), (3, FsCheck.Fluent.Gen.Constant(1)), (12, FsCheck.Fluent.Gen.Choose(2, 9)))
            from a in FsCheck.Fluent.Gen.Choose(0, 100)
            from b in FsCheck.Fluent.Gen.Choose(0, 100)
            from c in FsCheck.Fluent.Gen.Choose(0, 100)
            from d in FsCheck.Fluent.Gen.Choose(0, 100)
            select new Call(kind, a, b, c, d);

        private DateTimeOffset Time => s_noon.AddDays(C % 4);

        private string Output => $"o{A % 2}";

        private string Key => $"key{B % 2}";

        public async Task<string> RunAsync(IOnboardingStore store)
        {
            switch (Kind)
            {
                case 0:
                    OptOut[] optOuts = [.. Enumerable.Range(0, D % 4).Select(i => Create(Names(A + i, 1 + (B % 3)), s_scopes[(A + C + i) % s_scopes.Length], (B + i) % 4))];
                    return string.Join(' ', await store.AddAsync(optOuts, C % 5 == 4 ? null : Time, Token));
                case 1:
                    return string.Join(' ', await store.WithdrawAsync(Tokens(Names(A, 1 + (B % 2))), Time, Token));
                case 2:
                    return string.Join(' ', (await store.FindAsync(Tokens(Names(A, 1 + (B % 5))), Token)).Select(Describe));
                case 3:
                    await store.RecordImportAsync(new ListImport { List = Key, Values = A, AsOf = D % 2 == 0 ? null : Time, ReadAt = Time }, Token);
                    var import = (await store.FindImportAsync(Key, Token))!;
                    return $"{import.Values} {import.AsOf?.UtcTicks} {import.ReadAt.UtcTicks}";
                case 4:
                    return $"{await store.ReserveSerialAsync(Domain.Parse($"shop/paper{A % 2}/advertising"), s_noon.AddSeconds(B), Token)}";
                case 5:
                    await store.AppendAsync(new LedgerEntry { Event = (LedgerEvent)(B % 9), Time = Time, Domain = $"shop/paper{D % 2}/advertising", Serial = Second + C, Output = A % 3 == 2 ? null : Output }, Token);
                    return "";
                case 6:
                    var removals = Enumerable.Range(0, D % 5).Select(i => Removal((C + (3 * i)) % 7, i % 2, key: Key)).ToArray();
                    var from = C % 4 == 0 ? D : await store.GetComparedAsync(Output, Token);
                    return $"{await store.AddRemovalsAsync(Output, from, B, removals, Token)}";
                case 7:
                    var known = await RemovalsAsync(store);
                    var through = known.ElementAtOrDefault(D % (known.Count + 1))?.Number ?? long.MaxValue;
                    return $"{await store.MarkExportedAsync(s_domain.ToString(), Key, through, $"list{A % 3}", Time, Token)}";
                case 8:
                    return $"{await store.MarkListAsync($"list{A % 3}", B % 2 == 0 ? RemovalState.Failed : RemovalState.Acknowledged, Time, Token)}";
                default:
                    if (D % 3 == 0)
                    {
                        await store.ForgetAsync(Output, Token);
                    }

                    return "";
            }
        }

        private static string Names(int first, int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => s_names[(first + (2 * i)) % s_names.Length]));
    }
}
