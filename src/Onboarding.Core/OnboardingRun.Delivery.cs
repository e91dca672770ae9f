using System.Globalization;
using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Profiles;
using Onboarding.Records;
using Onboarding.Reports;
using Onboarding.Suppression;
using Onboarding.Telemetry;

namespace Onboarding;

public sealed partial class OnboardingRun
{
    /// <summary>What was written and can be delivered.</summary>
    private sealed record WrittenOutput(PseudonymityLabel Label, string FullLabelDigest, string? SignatureName, IReadOnlyList<string> Notes, Func<CancellationToken, ValueTask<string>> Deliver);

    private WrittenOutput WriteAudience(IDestination destination, RunKeys keys, SuppressionSnapshot newest, RunFiles files, MemberOutput members, RunCounts counts, long serial, Guid? previous, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fullLabel = Array.Empty<byte>();
        var segments = members.Segments;
        segments?.Assign(_plan.MinimumMembers);
        AudienceWriter.Write(files.StagedAudience, AudienceContent.Members, members.Tokens, keys.Party, CreateLabel, cancellationToken, segments?.Codes);
        DurableFile.WriteAll(files.FullLabel, fullLabel);
        var audience = ReadBack(files, keys);
        return new WrittenOutput(audience.Label, Hex.ToString(SHA256.HashData(fullLabel)), audience.Signature is null ? null : audience.SignatureFileName, Notes(), cancel => destination.DeliverAsync(audience, cancel));

        string[] Notes() => segments is not { Withheld: > 0 } ? [] : [$"{segments.Withheld} segments have no code: too few people are in them, or would be left without one"];

        byte[] CreateLabel(byte[] root, IReadOnlyDictionary<IdentifierKind, long> tokenCounts)
        {
            var byField = tokenCounts.OrderBy(c => c.Key).Select(c => KeyValuePair.Create(IdentifierKinds.GetName(c.Key), c.Value)).ToList();
            var facts = CreateFacts(keys, [.. byField.Select(f => f.Key)], newest, counts, now, new LabelOutput(files.Guid, serial, previous, counts.Members, root, byField), segments);
            fullLabel = LabelBuilder.Build(facts, full: true);
            return LabelBuilder.Build(facts, full: false);
        }
    }

    private LabelFacts CreateFacts(RunKeys keys, IReadOnlyList<string> fields, SuppressionSnapshot snapshot, RunCounts counts, DateTimeOffset now, LabelOutput? output, SegmentCodes? segments = null) => new()
    {
        Segments = segments,
        Plan = _plan,
        Output = output,
        Platform = _plan.Facts.Platform,
        Card = _plan.Facts.IsPlatform ? null : keys.Party,
        Signing = _plan.Facts.IsPlatform ? null : keys.Signing,
        Created = now,
        Fields = fields,
        Snapshot = snapshot,
        ComparedHashes = snapshot.HasHashOnly || _plan.Source.Hashed.Count > 0,
        Counts = counts,
    };

    // The output before this one of the same domain that left, as far as the ledger knows.
    private async ValueTask<Guid?> FindPreviousAsync(CancellationToken cancellationToken)
    {
        Guid? previous = null;
        await foreach (var entry in _store.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Event is LedgerEvent.Exported or LedgerEvent.Delivered && entry.Domain == _plan.Domain.ToString() && Guid.TryParseExact(entry.Output, "N", out var output))
            {
                previous = output;
            }
        }

        return previous;
    }

    // What was written is read back whole before it is signed and may leave.
    private static Audience ReadBack(RunFiles files, RunKeys keys)
    {
        using var file = AudienceFile.Open(files.StagedAudience);
        var signature = keys.Signing is { } signing ? AudienceSignature.Create(signing, file.FinalHash) : (ReadOnlyMemory<byte>?)null;
        return new Audience(files.Guid, files.StagedAudience, file.Label, signature, keys.Party.IsDemo);
    }

    // Written before anything leaves: once people's data is out, no full disk may keep the report from being there.
    private ReportFacts WriteReports(RunFiles files, RunCounts counts, ProblemLines lines, SuppressionSnapshot newest, IRecordReader source, WrittenOutput output)
    {
        var previous = PreviousReport.Find(files.Folder, _plan.Id, files.Id);
        var facts = new ReportFacts
        {
            Id = files.Id,
            Plan = _plan,
            Counts = counts,
            Label = output.Label,
            OptOuts = newest,
            Findings = [.. _plan.Findings, .. Gates.WarnOfPlatform(counts, _plan), .. Gates.Warn(counts.Rows, counts.DroppedByCode, counts.Cells, _plan.Source), .. Gates.WarnOfFields(counts), .. SuppressionLoading.Warn(_plan, newest)],
            Lines = lines.Locate(source),
            LinesComplete = !lines.IsFull,
            Diagnosis = Diagnosis.Find(counts, _plan, source.Signs),
            UnreadColumns = ReportNames.Columns(source.UnreadColumns),
            Notes = [.. source.Notes, .. newest.Notes, .. output.Notes],
            Comparison = previous is null ? null : ReportComparison.Create(previous, ReportFigures.Create(counts, newest)),
        };
        JsonReports.WriteFile(files.Report, writer => ReportJson.Write(writer, facts));
        DurableFile.WriteAll(files.ReportPage, ReportHtml.Build(facts));
        return facts;
    }

    private async ValueTask<string> DeliverAsync(IDestination destination, WrittenOutput output, string keyId, SuppressionSnapshot newest, RunFiles files, CancellationToken cancellationToken)
    {
        var label = output.Label;
        var intent = CreateIntent(destination, output, keyId, newest, files);
        _plan.Approval?.Remember();
        files.MarkIntended();
        await AppendAsync(LedgerEvent.Intended, null, intent).ConfigureAwait(false);
        string location;
        try
        {
            location = await output.Deliver(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.DeliveryFailed(_options.Logger, files.Id, exception.GetType().Name);
            await AppendAsync(LedgerEvent.Failed, exception.GetType().Name, null).ConfigureAwait(false);
            throw;
        }

        files.MarkDelivered();
        await AppendAsync(destination is Outbox ? LedgerEvent.Exported : LedgerEvent.Delivered, location, null).ConfigureAwait(false);
        Log.Delivered(_options.Logger, files.Id, destination.Name, label.Serial);
        return location;

        // What happened is recorded even when the caller has stopped waiting.
        ValueTask AppendAsync(LedgerEvent ledgerEvent, string? note, LedgerIntent? details) => _store.AppendAsync(
            new LedgerEntry { Event = ledgerEvent, Time = _options.Time.GetUtcNow(), Domain = label.Domain, Serial = label.Serial, Output = files.Id, Intent = details, Note = note },
            ledgerEvent == LedgerEvent.Intended ? cancellationToken : CancellationToken.None);
    }

    private LedgerIntent CreateIntent(IDestination destination, WrittenOutput output, string keyId, SuppressionSnapshot newest, RunFiles files)
    {
        var label = output.Label;
        var facts = _plan.Facts;
        var basis = facts.Basis(_plan.Domain.Controller)!;
        return new LedgerIntent
        {
            Plan = _plan.Id,
            PlanDigest = _plan.Digest,
            Recipient = _plan.Party(_plan.Domain.Recipient).Name,
            Destination = destination.Name,
            Basis = basis.Basis + " " + basis.Reference,
            Agreement = string.Join(' ', Plans.Rules.Agreements.InForce(facts).Select(a => a.Id)),
            NoticeVersion = facts.Notice(_plan.Domain.Controller)?.Version,
            KeyId = keyId,
            KeyReference = _plan.Key,
            SuppressionKeyReference = _plan.Suppression.Key,
            Role = string.Join(' ', facts.Roles.RolesOf(_plan.Domain.Recipient).Distinct()),
            PlanPath = _plan.Files.Count > 0 ? _plan.Files[0] : null,
            Form = _plan.Upload is { } upload ? string.Create(CultureInfo.InvariantCulture, $"{upload.Profile.Id}, profile set {ProfileSet.Version}") : "canonical v" + CanonicalForm.Version.ToString(CultureInfo.InvariantCulture),
            Upload = _plan.Upload is not { } target ? null : new LedgerUpload
            {
                Platform = target.Profile.Id,
                Format = target.Format,
                Settings = target.Settings,
                Fields = [.. target.Fields.Select(ProfileFields.GetName)],
            },
            Tokens = label.ValueCounts,
            Members = label.Members,
            Root = label.Root,
            Snapshot = newest.Id,
            Change = newest.Change,
            UseBy = label.UseBy,
            DeleteBy = label.DeleteBy,
            WorkingSet = files.WorkingSet,
            FullLabelDigest = output.FullLabelDigest,
        };
    }
}
