using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Delivery.Uploads;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding;

// What goes to a platform instead of an audience: its own files, hashed without a key because it demands that.
public sealed partial class OnboardingRun
{
    private PlatformForms? CreateForms() => _plan.Upload is { } target ? new PlatformForms(target.Profile, target.Fields, _plan.Source.Device) : null;

    // Hashes can be compared with hashes of the same form only.
    private void CheckComparable(SuppressionSnapshot snapshot)
    {
        if (_plan.Source.Hashed.Count > 0 && !snapshot.CoversForms && _plan.Suppression.AcceptUncheckable is null)
        {
            throw new OnboardingException(Reasons.SuppressionUncheckable, $"columns of {string.Join(", ", _plan.Source.Hashed.Keys.Select(Identifiers.IdentifierKinds.GetName))} hold hashes, and some opt-outs are known as tokens or as one hash only, or were recorded before the profile set {ProfileSet.Version}: such an opt-out may be of somebody whom the hash does not show");
        }
    }

    private WrittenOutput WriteUpload(IDestination destination, RunKeys keys, PersonSpread spread, SuppressionSnapshot newest, RunFiles files, RunCounts counts, long serial, Guid? previous, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DurableFile.CreatePrivateFolder(files.StagedUpload);
        var job = new UploadJob
        {
            Target = _plan.Upload!,
            Action = _plan.Facts.Plan.Destination!.Action == UploadList.NameOf(UploadAction.Replace) ? UploadAction.Replace : UploadAction.Add,
            Output = files.Guid,
            Members = counts.Members,
            Created = now,
            DeleteBy = _plan.DeleteBy.Resolve(now),
            Folder = files.StagedUpload,
        };
        var values = new long[ProfileFields.All.Count + 1];
        var (parts, leftOut) = WriteParts(job, files, keys.Suppression, spread, values, cancellationToken);
        var digests = UploadList.Digest(parts);
        var byField = job.Target.Fields.Order().Where(f => values[(int)f] > 0).Select(f => KeyValuePair.Create(ProfileFields.GetName(f), values[(int)f])).ToList();
        var facts = CreateFacts(keys, [.. byField.Select(f => f.Key)], newest, counts, now, new LabelOutput(files.Guid, serial, previous, counts.Members, UploadList.Root(digests), byField));
        var fullLabel = LabelBuilder.Build(facts, full: true);
        var label = LabelBuilder.Build(facts, full: false);
        DurableFile.WriteAll(files.FullLabel, fullLabel);
        DurableFile.WriteAll(Path.Combine(job.Folder, PlatformUpload.LabelName(files.Id)), label);
        UploadList.Write(job, parts, digests);
        var upload = new PlatformUpload(files.Id, job.Target.Profile.Id, PseudonymityLabel.Parse(label),
        [
            Plain(PlatformUpload.LabelName(files.Id)),
            .. parts.Select(p => new PlatformFile(p.FileName, p.Path, p.Method, p.Address)),
            Plain(PlatformUpload.ListName(files.Id)),
        ], keys.Demo is not null);
        return new WrittenOutput(upload.Label, Hex.ToString(SHA256.HashData(fullLabel)), null, leftOut == 0 ? [] : [$"{leftOut} values were left out of the upload: more of a field than {job.Target.Profile.Id} takes of one person"], cancel => destination.DeliverAsync(upload, cancel));

        PlatformFile Plain(string name) => new(name, Path.Combine(job.Folder, name), null, null);
    }

    private static (IReadOnlyList<UploadPart> Parts, long LeftOut) WriteParts(UploadJob job, RunFiles files, KeyCard suppressionKey, PersonSpread spread, long[] values, CancellationToken cancellationToken)
    {
        using var writer = UploadWriter.Open(job);
        var member = new UploadMember();
        try
        {
            Members.ForEachSent(files.WorkingSet, suppressionKey, spread, record =>
            {
                member.Clear();
                foreach (var identifier in record)
                {
                    Add((ProfileField)identifier.Kind, identifier.Sent);
                }

                for (var attributes = record.Attributes; attributes.MoveNext();)
                {
                    Add(attributes.Field, attributes.Value);
                }

                writer.Add(member);
            }, cancellationToken);
            return (writer.Complete(), writer.LeftOutValues);
        }
        finally
        {
            member.Clear();
        }

        void Add(ProfileField field, ReadOnlySpan<byte> sent)
        {
            // Two spellings of one identifier can have one form.
            for (var i = member.Find(field); i >= 0; i = member.Find(field, i + 1))
            {
                if (member[i].SequenceEqual(sent))
                {
                    return;
                }
            }

            if (!sent.IsEmpty)
            {
                member.Add(field, sent);
                values[(int)field]++;
            }
        }
    }
}
