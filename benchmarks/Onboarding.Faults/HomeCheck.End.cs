using Onboarding.Suppression;

namespace Onboarding.Faults;

internal sealed partial class HomeCheck
{
    /// <summary>Imports every list again whose import began, and compares with a home on which nobody was killed; then runs and exports once without a kill.</summary>
    /// <returns>The first fault; null where there is none.</returns>
    public async Task<string?> FinishAsync()
    {
        // Whatever the last clock said: longer than any round was ahead, so that nothing is refused as older than what is stored.
        await using (var world = FaultWorld.Open(folder, postgreSql, TimeSpan.FromDays(1)))
        {
            using (var optOuts = await world.OpenOptOutsAsync())
            {
                foreach (var list in said.Lists)
                {
                    await optOuts.ImportAsync(Population.List(list));
                    if (await optOuts.ImportAsync(Population.List(list)) is { Added: > 0 } or { Known: not Population.ListLength })
                    {
                        return $"{list} was imported to its end, and not all of it is known";
                    }
                }
            }

            await world.RunAsync();
            await world.Home.Removals.ExportAsync(world.RemovalsFolder);
        }

        if (await RunAsync() is { } fault)
        {
            return fault;
        }

        var unbroken = folder + "-unbroken";
        FaultWorld.CopyKeys(folder, unbroken);
        try
        {
            return await CompareAsync(unbroken);
        }
        finally
        {
            Directory.Delete(unbroken, recursive: true);
        }
    }

    private async Task<string?> CompareAsync(string unbroken)
    {
        await using var world = FaultWorld.Open(unbroken);
        using (var optOuts = await world.OpenOptOutsAsync())
        {
            foreach (var list in said.Lists.Append("weekly"))
            {
                await optOuts.ImportAsync(Population.List(list));
            }
        }

        // Numbers are others; people, scope and every token are the same. Customers can have said no by themselves too.
        var expected = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var optOut in world.Home.Store.ReadChangesAsync(0, default))
        {
            expected.Add(Describe(optOut));
        }

        var found = _known.Values.Select(Describe).ToHashSet(StringComparer.Ordinal);
        return !expected.IsSubsetOf(found) ? "an unbroken import has opt-outs that the broken ones have not"
            : _known.Values.Any(o => o.OptOut.Origin.StartsWith("list ", StringComparison.Ordinal) && !expected.Contains(Describe(o))) ? "broken imports left opt-outs that an unbroken one has not"
            : found.Count < _known.Count ? "an opt-out is there twice"
            : null;
    }

    private static string Describe(StoredOptOut optOut) => optOut.OptOut.Scope + " " + string.Join(' ', Tokens(optOut).Order(StringComparer.Ordinal));
}
