using System.Globalization;
using Onboarding.Audiences;
using Onboarding.Delivery.Uploads;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>Writes lists of removals: for each domain and key the tokens of everybody who must be taken out, in exactly the form that was sent (rule OPT-05).</summary>
internal sealed class RemovalExport(IOnboardingStore store, IKeyStore keys, MemberFiles members, TimeProvider time)
{
    /// <summary>Writes one list per domain and key that has removals to send.</summary>
    /// <param name="recipient">Those of one recipient; null for all.</param>
    /// <param name="folder">Where the lists go.</param>
    /// <param name="cancellationToken">Cancels the export; what was written is recorded.</param>
    public async ValueTask<IReadOnlyList<RemovalList>> WriteAsync(string? recipient, string folder, CancellationToken cancellationToken)
    {
        var outputs = (await LedgerOutput.ReadAsync(store, cancellationToken).ConfigureAwait(false)).ToDictionary(o => o.Id, StringComparer.Ordinal);
        var groups = new SortedDictionary<(string Domain, string Key), long>();
        await foreach (var removal in store.ReadRemovalsAsync(null, [RemovalState.Pending, RemovalState.Failed], cancellationToken).ConfigureAwait(false))
        {
            if (recipient is null || Domain.Parse(removal.Content.Domain).Recipient == recipient)
            {
                groups[(removal.Content.Domain, removal.Content.KeyId)] = removal.Number;
            }
        }

        var lists = new List<RemovalList>();
        foreach (var (group, last) in groups)
        {
            lists.Add(await WriteAsync(group.Domain, group.Key, last, outputs, folder, cancellationToken).ConfigureAwait(false));
        }

        return lists;
    }

    private async ValueTask<RemovalList> WriteAsync(string domain, string keyId, long last, Dictionary<string, LedgerOutput> outputs, string folder, CancellationToken cancellationToken)
    {
        using var uploads = new UploadRemovals(members.Folder, time);
        var spills = IdentifierKinds.All.Select(kind => (Kind: kind, Tokens: new Spill(members.Folder))).ToArray();
        try
        {
            var people = new HashSet<UInt128>();
            var deleteBy = time.GetUtcNow().AddDays(1);
            var concerned = outputs.Values.Where(o => o.Domain.ToString() == domain && members.Exists(o.Id)).ToList();
            using (var readers = await members.OpenAsync(concerned, cancellationToken).ConfigureAwait(false))
            {
                var newest = concerned.Where(o => o.MayBeOut).MaxBy(o => o.Serial);
                await foreach (var removal in store.ReadRemovalsAsync(domain, [RemovalState.Pending, RemovalState.Failed], cancellationToken).ConfigureAwait(false))
                {
                    if (removal.Content.KeyId != keyId || removal.Number > last)
                    {
                        continue;
                    }

                    var output = outputs[removal.Output];
                    if (!output.MayBeOut)
                    {
                        // It turned out that it stayed: nobody has these people from it.
                        continue;
                    }

                    members.Require(output.Id);
                    deleteBy = output.Intent.DeleteBy > deleteBy ? output.Intent.DeleteBy : deleteBy;
                    if (Collect(removal, output, readers, newest, spills, uploads))
                    {
                        people.Add(MemberFile.PrefixOf(removal.Content.Subject.Span));
                    }
                }
            }

            var written = new List<(string Id, string Path)>();
            if (spills.Any(s => s.Tokens.Count > 0))
            {
                using var card = await OpenKeyAsync(outputs.Values.First(o => o.Intent.KeyId == keyId).Intent, cancellationToken).ConfigureAwait(false);
                written.Add(await WriteFileAsync(card, people.Count, deleteBy, [.. spills.Where(s => s.Tokens.Count > 0)], folder, cancellationToken).ConfigureAwait(false));
            }

            written.AddRange(await uploads.WriteAsync(Domain.Parse(domain), store, deleteBy, folder, cancellationToken).ConfigureAwait(false));
            var id = written.Count == 0 ? "none" : written[0].Id;
            var count = await store.MarkExportedAsync(domain, keyId, last, id, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            if (written.Count == 0)
            {
                // Everybody is in the newest output again: there is nothing to take out.
                await store.MarkListAsync(id, RemovalState.Acknowledged, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }

            return new RemovalList { Id = id, Domain = domain, KeyId = keyId, Path = written.Count == 0 ? null : written[0].Path, FurtherPaths = [.. written.Skip(1).Select(w => w.Path)], People = people.Count, Removals = count };
        }
        finally
        {
            foreach (var (_, spill) in spills)
            {
                spill.Dispose();
            }
        }
    }

    // Who only left the selection stays where the newest output has the same identifier again; who said no never does.
    private static bool Collect(Removal removal, LedgerOutput output, MemberFiles.Readers readers, LedgerOutput? newest, (IdentifierKind Kind, Spill Tokens)[] spills, UploadRemovals uploads)
    {
        var reader = readers[removal.Output];
        var other = removal.Content.Cause is RemovalCause.Selection or RemovalCause.Expiry && newest is not null && newest.Id != removal.Output ? readers[newest.Id] : null;
        if (removal.Content.Position < 0)
        {
            var any = false;
            reader.ReadAll(member => any |= Add(member, 0));
            return any;
        }

        return Add(reader.ReadMember(removal.Content.Position), removal.Content.Part);

        bool Add(Member member, int part) => output.Intent.Upload is { } upload ? uploads.Add(upload, removal.Content.Cause, member, other) : Collect(member, part, other, spills);
    }

    private static bool Collect(Member member, int part, MemberFile.Reader? newest, (IdentifierKind Kind, Spill Tokens)[] spills)
    {
        var any = false;
        foreach (var identifier in member)
        {
            if (identifier.Sent.IsEmpty || (part != 0 && part != identifier.Number) || newest?.Find(identifier.Prefix).Count > 0)
            {
                continue;
            }

            spills[identifier.Kind - 1].Tokens.Add(identifier.Sent);
            any = true;
        }

        return any;
    }

    private async ValueTask<(string Id, string Path)> WriteFileAsync(KeyCard card, long people, DateTimeOffset deleteBy, IReadOnlyList<(IdentifierKind Kind, Spill Tokens)> tokens, string folder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var guid = Guid.CreateVersion7(now);
        var id = guid.ToString("N", CultureInfo.InvariantCulture);
        var serial = await store.ReserveSerialAsync(card.Domain, now, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(Path.GetFullPath(folder), id + AudienceLayout.RemovalsSuffix);
        var temporary = DurableFile.TemporaryName(path);
        try
        {
            AudienceWriter.Write(temporary, AudienceContent.Removals, tokens, card, (root, counts) =>
                ListLabel.Build(AudienceContent.Removals, new LabelOutput(guid, serial, null, people, root, ListLabel.Counts(counts)), card, card.Domain.Recipient, now, deleteBy), cancellationToken);
            DurableFile.Publish(temporary, path, overwrite: false);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        await store.AppendAsync(new LedgerEntry { Event = LedgerEvent.RemovalsExported, Time = now, Domain = card.Domain.ToString(), Serial = serial, Output = id, Note = path }, CancellationToken.None).ConfigureAwait(false);
        return (id, path);
    }

    private async ValueTask<KeyCard> OpenKeyAsync(LedgerIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.OpenAsync(intent.KeyReference, cancellationToken).ConfigureAwait(false);
        }
        catch (OnboardingException exception) when (exception.Code == Reasons.KeyNotFound.Code)
        {
            throw new OnboardingException(Reasons.RemovalKeyGone, $"removals wait for key {intent.KeyId}, and it is not in the key store");
        }
    }
}
