using System.Text;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;

namespace Onboarding.Matching;

/// <summary>A recipient takes in a list of removals: which own ids must be taken out, from the record of what was taken in.</summary>
/// <remarks>Needs no review of the plan: people are taken out also when plan, agreement or audience have ended.</remarks>
internal sealed class RemovalMatch(string taken, string planPath, IKeyStore keys, IOnboardingStore store, TimeProvider time)
{
    public async ValueTask<RemovalMatchReport> WriteIdsToAsync(string removalsPath, string idsPath, CancellationToken cancellationToken)
    {
        var plan = await PlanKeys.ReadAsync(planPath, cancellationToken).ConfigureAwait(false);
        using var card = await keys.OpenAsync(plan.Key, cancellationToken).ConfigureAwait(false);
        using var suppressionKey = await keys.OpenAsync(plan.SuppressionKey, cancellationToken).ConfigureAwait(false);
        using var file = TakenRemovals.Open(removalsPath, card);
        CheckOutput(Path.GetFullPath(idsPath), Path.GetFullPath(removalsPath));
        var label = file.Label;
        var tokens = file.Kinds.Select(kind =>
        {
            var list = new List<Token>();
            TakenRemovals.Read(file, kind, list);
            return SortedTokens.Create(list);
        }).ToList();

        var report = new RemovalMatchReport { List = label.Id, Serial = label.Serial, Tokens = tokens.Sum(t => (long)t.Count), IdsPath = Path.GetFullPath(idsPath) };
        DurableFile.CreatePrivateFolder(taken);

        // First what keeps these people out of matches: a match that is not recorded yet finds it there, and one that is recorded is found here.
        if (!File.Exists(TakenRemovals.PathOf(taken, label.Id)))
        {
            DurableFile.WriteAll(TakenRemovals.PathOf(taken, label.Id), await File.ReadAllBytesAsync(removalsPath, cancellationToken).ConfigureAwait(false));
        }

        await store.AppendAsync(new LedgerEntry { Event = LedgerEvent.RemovalsTaken, Time = time.GetUtcNow(), Domain = label.Domain, Serial = label.Serial, Output = label.Id }, cancellationToken).ConfigureAwait(false);
        using var ids = new Spill(taken);
        await foreach (var entry in store.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry is not { Event: LedgerEvent.Accepted, Note: { } record } || entry.Domain != card.Domain.ToString())
            {
                continue;
            }

            var path = Path.Combine(taken, record);
            if (TakenRecord.IsOutdated(record, time.GetUtcNow()))
            {
                continue;
            }

            if (!File.Exists(path))
            {
                report.MissingRecords++;
                continue;
            }

            report.Records++;
            TakenRecord.Find(path, suppressionKey, tokens, id => OwnIdFile.Add(ids, id));
        }

        WriteIds(report, ids, plan.IdColumn);
        return report;
    }

    private static void CheckOutput(string path, string removals)
    {
        if (path == removals || Directory.Exists(path) || path.EndsWith(AudienceLayout.FileSuffix, StringComparison.Ordinal) || path.EndsWith(AudienceLayout.RemovalsSuffix, StringComparison.Ordinal))
        {
            throw new OnboardingException(Reasons.OutputExists, "the file of own ids would take the place of an input or a folder");
        }
    }

    private static void WriteIds(RemovalMatchReport report, Spill ids, string idColumn)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(report.IdsPath)!);
        var temporary = DurableFile.TemporaryName(report.IdsPath);
        try
        {
            using (var file = DurableFile.CreatePrivate(temporary))
            {
                using var output = new BufferedStream(file, 64 * 1024);
                OwnIdFile.Write(output, Encoding.UTF8.GetBytes(idColumn));
                using var reader = ids.ReadSorted(static (_, _) => true);
                while (reader.MoveNext())
                {
                    OwnIdFile.Write(output, reader.Current[Token.Size..]);
                    report.Ids++;
                }

                output.Flush();
                file.Flush(flushToDisk: true);
            }

            DurableFile.Publish(temporary, report.IdsPath);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
