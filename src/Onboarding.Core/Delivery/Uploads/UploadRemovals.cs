using System.Globalization;
using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>
/// Removals from platforms: everything that a platform received of somebody, in exactly the form that was sent, as the platform takes it back. One upload for each destination and action.
/// </summary>
internal sealed class UploadRemovals(string folder, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, (UploadTarget Target, UploadAction Action, Spill Members)> _jobs = new(StringComparer.Ordinal);

    /// <summary>Adds a member that must be taken out; false where the newest output has one of the person's identifiers again.</summary>
    public bool Add(LedgerUpload upload, RemovalCause cause, Member member, MemberFile.Reader? newest)
    {
        foreach (var part in member)
        {
            // To take out one of the identifiers would take out the person, whom the newest output has by another.
            if (!part.IsAttribute && newest?.Find(part.Prefix).Count > 0)
            {
                return false;
            }
        }

        Job(upload, cause).Add(Write(member));
        return true;
    }

    /// <summary>Writes the uploads and gives them to a folder, each with its label and its list of files.</summary>
    /// <returns>The ids and the lists of files; none where nobody is to be taken out.</returns>
    public async ValueTask<IReadOnlyList<(string Id, string Path)>> WriteAsync(Domain domain, IOnboardingStore store, DateTimeOffset deleteBy, string outbox, CancellationToken cancellationToken)
    {
        var written = new List<(string Id, string Path)>();
        foreach (var (target, action, members) in _jobs.Values.Where(j => j.Members.Count > 0))
        {
            written.Add(await WriteAsync(target, action, members, domain, store, deleteBy, outbox, cancellationToken).ConfigureAwait(false));
        }

        return written;
    }

    public void Dispose()
    {
        foreach (var (_, _, members) in _jobs.Values)
        {
            members.Dispose();
        }
    }

    private Spill Job(LedgerUpload upload, RemovalCause cause)
    {
        var target = new UploadTarget
        {
            Profile = PlatformProfiles.Find(upload.Platform) ?? throw new OnboardingException(Reasons.DestinationNotBuilt, "removals wait for a platform that this version does not know; use the version that sent to it"),
            Format = upload.Format,
            Settings = upload.Settings,
            Fields = [.. upload.Fields.Select(name => ProfileFields.TryParse(name, out var field) ? field : throw new OnboardingException(Reasons.DestinationNotBuilt, "removals wait for a field that this version does not know; use the version that sent it"))],
        };
        var action = cause is RemovalCause.OptOut or RemovalCause.Consent && UploadFormats.Find(upload.Platform, upload.Format) is { CanRemoveEverywhere: true } ? UploadAction.RemoveEverywhere : UploadAction.Remove;
        var key = string.Join('\n', [upload.Platform, upload.Format, .. upload.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"), .. upload.Fields, UploadList.NameOf(action)]);
        if (!_jobs.TryGetValue(key, out var job))
        {
            _jobs.Add(key, job = (target, action, new Spill(folder)));
        }

        return job.Members;
    }

    // A record of the spill: SHA-256 of the rest; then for each value field (u8), length (u8), the value. Members who were sent the same things twice become one.
    private static byte[] Write(Member member)
    {
        var length = Token.Size;
        foreach (var part in member)
        {
            length += IsSent(part) ? 2 + part.Sent.Length : 0;
        }

        var record = new byte[length];
        var at = Token.Size;
        foreach (var part in member)
        {
            if (IsSent(part))
            {
                record[at] = part.Kind;
                record[at + 1] = (byte)part.Sent.Length;
                part.Sent.CopyTo(record.AsSpan(at + 2));
                at += 2 + part.Sent.Length;
            }
        }

        SHA256.HashData(record.AsSpan(Token.Size), record);
        return record;
    }

    private static bool IsSent(Member.Part part) => !part.Sent.IsEmpty && part.Kind <= (byte)ProfileField.Gender;

    private async ValueTask<(string Id, string Path)> WriteAsync(UploadTarget target, UploadAction action, Spill members, Domain domain, IOnboardingStore store, DateTimeOffset deleteBy, string outbox, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var guid = Guid.CreateVersion7(now);
        var id = guid.ToString("N", CultureInfo.InvariantCulture);
        var staged = Path.Combine(folder, "." + id + ".upload.tmp");
        DurableFile.CreatePrivateFolder(staged);
        try
        {
            var job = new UploadJob { Target = target, Action = action, Output = guid, Members = Count(members), Created = now, DeleteBy = deleteBy, Folder = staged };
            var values = new long[ProfileFields.All.Count + 1];
            var parts = WriteParts(job, members, values, cancellationToken);
            var digests = UploadList.Digest(parts);
            var serial = await store.ReserveSerialAsync(domain, now, cancellationToken).ConfigureAwait(false);
            var counts = ProfileFields.All.Where(f => values[(int)f] > 0).Select(f => KeyValuePair.Create(ProfileFields.GetName(f), values[(int)f])).ToList();
            DurableFile.WriteAll(Path.Combine(staged, PlatformUpload.LabelName(id)), ListLabel.BuildUpload(new LabelOutput(guid, serial, null, job.Members, UploadList.Root(digests), counts), target.Profile.Id, domain, now, deleteBy));
            UploadList.Write(job, parts, digests);
            Directory.CreateDirectory(outbox);
            foreach (var name in (string[])[PlatformUpload.LabelName(id), .. parts.Select(p => p.FileName), PlatformUpload.ListName(id)])
            {
                Move(Path.Combine(staged, name), Path.Combine(Path.GetFullPath(outbox), name));
            }

            var list = Path.Combine(Path.GetFullPath(outbox), PlatformUpload.ListName(id));
            await store.AppendAsync(new LedgerEntry { Event = LedgerEvent.RemovalsExported, Time = now, Domain = domain.ToString(), Serial = serial, Output = id, Note = list }, CancellationToken.None).ConfigureAwait(false);
            return (id, list);
        }
        finally
        {
            Directory.Delete(staged, recursive: true);
        }
    }

    // The outbox may be on another file system, where a move is a copy: so it is copied under a temporary name first.
    private static void Move(string from, string to)
    {
        var temporary = DurableFile.TemporaryName(to);
        File.Move(from, temporary);
        DurableFile.Publish(temporary, to, overwrite: false);
    }

    private static long Count(Spill members)
    {
        using var sorted = members.ReadSorted((_, _) => true);
        var count = 0L;
        while (sorted.MoveNext())
        {
            count++;
        }

        return count;
    }

    private static IReadOnlyList<UploadPart> WriteParts(UploadJob job, Spill members, long[] values, CancellationToken cancellationToken)
    {
        using var writer = UploadWriter.Open(job);
        using var sorted = members.ReadSorted((_, _) => true);
        var member = new UploadMember();
        while (sorted.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            member.Clear();
            for (var rest = sorted.Current[Token.Size..]; !rest.IsEmpty; rest = rest[(2 + rest[1])..])
            {
                member.Add((ProfileField)rest[0], rest.Slice(2, rest[1]));
                values[rest[0]]++;
            }

            writer.Add(member);
        }

        member.Clear();
        return writer.Complete();
    }
}
