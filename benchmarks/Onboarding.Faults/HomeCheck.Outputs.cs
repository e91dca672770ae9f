using System.Globalization;
using Onboarding.Audiences;
using Onboarding.Delivery;

namespace Onboarding.Faults;

internal sealed partial class HomeCheck
{
    private async Task<string?> CheckLedgerAsync(FaultWorld world)
    {
        var entries = new List<LedgerEntry>();
        await foreach (var entry in world.Home.Store.ReadAsync(default))
        {
            entries.Add(entry);
        }

        var known = entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Event} {e.Output} {e.Serial}")).ToHashSet(StringComparer.Ordinal);
        if (said.Entries.FirstOrDefault(e => !known.Contains(e)) is { } lost)
        {
            return "a ledger entry was acknowledged and is gone: " + lost;
        }

        var intents = entries.Where(e => e.Event == LedgerEvent.Intended).ToList();
        if (intents.Select(e => e.Serial).Distinct().Count() < intents.Count)
        {
            return "two outputs have one serial number";
        }

        var byId = intents.ToDictionary(e => e.Output!, StringComparer.Ordinal);
        foreach (var path in Directory.Exists(world.OutboxFolder) ? Directory.GetFiles(world.OutboxFolder, "*" + AudienceLayout.FileSuffix) : [])
        {
            var id = Path.GetFileNameWithoutExtension(path);
            if (!byId.ContainsKey(id))
            {
                return "an output lies in the outbox that the ledger does not name";
            }

            // Hash and label are those of the whole file.
            using var audience = AudienceFile.Open(path);
        }

        using var key = await world.OpenSuppressionKeyAsync();
        foreach (var (id, entry) in byId)
        {
            using var members = new MemberFile.Reader(MemberFile.PathOf(world.MembersFolder, id), key);
            long count = 0;
            members.ReadAll(_ => count++);
            if (count != entry.Intent!.Members)
            {
                return $"the member file of output {id} has {count} members, its intent {entry.Intent.Members}";
            }
        }

        var outputs = await LedgerOutput.ReadAsync(world.Home.Store);
        Outputs = outputs.Count;
        UnknownOutputs = outputs.Count(o => o.State == OutputState.Unknown);
        return outputs.FirstOrDefault(o => o.State == OutputState.Exported && !File.Exists(Path.Combine(world.OutboxFolder, o.Id + AudienceLayout.FileSuffix))) is { } missing
            ? $"output {missing.Id} was exported and is not in the outbox"
            : null;
    }

    private async Task<string?> CheckRemovalsAsync(FaultWorld world)
    {
        // Those that were read before: a server may still be at what a killed worker sent it.
        if ((await world.Home.Removals.FindAsync()).Count > 0)
        {
            return "an output has no member file";
        }

        var removals = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var removal in world.Home.Store.ReadRemovalsAsync(null, [], default))
        {
            if (!removals.Add(Name(removal.Output, removal.Content.Position, removal.Content.Part)))
            {
                return "a removal is there twice";
            }

            if (removal.List is { } list and not "none" && !File.Exists(Path.Combine(world.RemovalsFolder, list + AudienceLayout.RemovalsSuffix)))
            {
                return "a removal left in a list that is not there";
            }
        }

        return said.Removals.FirstOrDefault(r => !removals.Contains(r)) is { } lost ? "a removal was acknowledged and is gone: " + lost
            : said.ExportedLists.FirstOrDefault(l => l != "none" && !File.Exists(Path.Combine(world.RemovalsFolder, l + AudienceLayout.RemovalsSuffix))) is { } list1 ? "a list of removals is gone: " + list1
            : await CheckMembersAsync(world, removals);
    }

    // Worked out anew from opt-outs and member files alone: without marks, and without the order in which anything happened.
    private async Task<string?> CheckMembersAsync(FaultWorld world, HashSet<string> removals)
    {
        using var key = await world.OpenSuppressionKeyAsync();
        foreach (var output in await LedgerOutput.ReadAsync(world.Home.Store))
        {
            if (!output.MayBeOut)
            {
                continue;
            }

            var covering = _known.Values.Where(o => o.Withdrawn is null && o.OptOut.Scope.Covers(output.Domain)).ToList();
            var byPrefix = covering.GroupBy(o => MemberFile.PrefixOf(o.OptOut.Tokens.Span[1..])).ToDictionary(g => g.Key, g => g.Min(o => o.Change));
            var prefixes = byPrefix.Keys.Order().ToArray();
            using var members = new MemberFile.Reader(MemberFile.PathOf(world.MembersFolder, output.Id), key);
            string? fault = null;
            members.FindAll(prefixes, (prefix, position) =>
            {
                fault ??= byPrefix[prefixes[prefix]] <= output.Intent.Change ? $"output {output.Id} holds somebody whose opt-out it was checked against"
                    : !removals.Contains(Name(output.Id, position, 0)) ? $"output {output.Id} holds somebody who said no, and there is no removal"
                    : null;
            });
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string Name(string output, long position, int part) => string.Create(CultureInfo.InvariantCulture, $"{output} {position} {part}");
}
