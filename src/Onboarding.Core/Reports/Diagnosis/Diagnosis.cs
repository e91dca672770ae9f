using Onboarding.Delivery.Uploads;
using Onboarding.Identifiers;
using Onboarding.Plans;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Reports;

/// <summary>Why a match rate may be low: what was counted, in order of how many people it may keep from being found.</summary>
/// <remarks>
/// The effect of a finding is the share of rows or values that it counts, times how sure it is (<see cref="Diagnostic.Weight"/>), times what the field is worth: 1 where it is the only kind of identifier that the plan reads,
/// a half where a row has others, a quarter for a field that is no identifier. These weights are choices of this library.
/// </remarks>
internal sealed class Diagnosis
{
    private readonly RunCounts _counts;
    private readonly ReviewedPlan _plan;
    private readonly bool _hasOneKind;
    private readonly List<DiagnosisFinding> _findings = [];

    private Diagnosis(RunCounts counts, ReviewedPlan plan)
    {
        _counts = counts;
        _plan = plan;
        _hasOneKind = plan.Source.Columns.Select(c => c.Kind).Distinct().Count() == 1;
    }

    public static IReadOnlyList<DiagnosisFinding> Find(RunCounts counts, ReviewedPlan plan, IReadOnlyList<SourceSign> signs)
    {
        var diagnosis = new Diagnosis(counts, plan);
        diagnosis.AddOutput();
        diagnosis.AddRows();
        foreach (var field in ProfileFields.All.Where(f => counts[f].Seen > 0))
        {
            diagnosis.AddRejections(field);
        }

        foreach (var kind in IdentifierKinds.All)
        {
            diagnosis.AddSigns(kind);
        }

        diagnosis.AddPhones();
        diagnosis.AddHashes();
        diagnosis.AddPeople();
        diagnosis.AddSource(signs);

        // A list that is too small is lost whatever else is found.
        return [.. diagnosis._findings.OrderByDescending(f => f.Effect).ThenByDescending(f => f.Id == Diagnostics.BelowMinimum.Id).ThenByDescending(f => f.Share).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Field, StringComparer.Ordinal)];
    }

    private void AddOutput()
    {
        var minimum = Math.Max(_plan.MinimumMembers, _plan.Facts.Platform?.MinimumMembers ?? 0);
        if (_counts.Members < minimum)
        {
            _findings.Add(new DiagnosisFinding(Diagnostics.BelowMinimum) { Count = _counts.Members, Of = minimum, Effect = Diagnostics.BelowMinimum.Weight });
        }

        if (_plan.Upload is { } upload && UploadFormats.Find(upload.Profile.Id, upload.Format) is { } format && _counts.Members > format.MaxRows)
        {
            Add(Diagnostics.BatchPlan, (_counts.Members + format.MaxRows - 1) / format.MaxRows, 0);
        }
    }

    private void AddRows()
    {
        foreach (var (code, count) in _counts.MalformedByReason)
        {
            Add(Diagnostics.RowMalformed, count, _counts.Rows, code);
        }

        foreach (var (code, count) in _counts.DroppedByCode)
        {
            Add(Diagnostics.RowDropped, count, _counts.Rows, code);
        }

        Add(Diagnostics.PersonDuplicate, _counts.Duplicates, _counts.Rows);
        Add(Diagnostics.AddressIncomplete, _counts.Signs.IncompleteAddresses, _counts.Rows);
    }

    private void AddRejections(ProfileField field)
    {
        foreach (var reason in RejectionReasons.All)
        {
            // Hashes of nothing that tell something of their whole column have a finding of their own.
            var count = _counts[field][reason] - (reason == RejectionReason.HashOfNothing ? Sign(field, ValueSign.HashOfHash) + Sign(field, ValueSign.HashOfLineBreak) : 0);
            AddValues(Diagnostics.Of(reason, field == ProfileField.Email), field, count, RejectionReasons.GetCode(reason));
        }
    }

    private void AddSigns(IdentifierKind kind)
    {
        foreach (var sign in new[] { ValueSign.Unnormalised, ValueSign.RoleAddress, ValueSign.MisspeltHost, ValueSign.ReservedHost, ValueSign.HashUpperCase, ValueSign.HashPadded, ValueSign.HashOfText })
        {
            AddValues(Diagnostics.Of(sign), (ProfileField)kind, _counts.Signs[kind, sign]);
        }

        // One proof is enough for all that came out of the same program.
        foreach (var sign in new[] { ValueSign.HashOfHash, ValueSign.HashOfLineBreak })
        {
            AddValues(Diagnostics.Of(sign), (ProfileField)kind, _counts.Signs[kind, sign], effect: Worth((ProfileField)kind));
        }

        var members = _counts[kind].Members;
        AddValues(Diagnostics.OnManyRows, (ProfileField)kind, Math.Min(_counts.Signs[kind, ValueSign.OnManyRows], members), of: members);
    }

    private void AddPhones()
    {
        var cells = _counts.Cells;
        var isDoubtful = _plan.Source.CountryColumn is null && cells.LooksMixed;
        AddValues(Diagnostics.PhoneGuessed, ProfileField.Phone, cells.PhonesByDefaultRegion, effect: isDoubtful ? null : 0);
    }

    private void AddSource(IReadOnlyList<SourceSign> signs)
    {
        Add(Diagnostics.ExcelApostrophe, _counts.Cells.Apostrophes, 0);
        Add(Diagnostics.ConsentConflict, _counts.Cells.ConsentConflicts, _counts.Rows);
        Add(Diagnostics.ConsentAgainstHeader, _counts.Cells.ConsentAgainstHeader, 0);
        Add(Diagnostics.FileMark, signs.Count(s => s == SourceSign.ByteOrderMark), 0);
        Add(Diagnostics.FileSeparator, signs.Count(s => s == SourceSign.SeparatorFound), 0);
    }

    private void AddHashes()
    {
        if (_plan.Source.Hashed.ContainsKey(IdentifierKind.Phone))
        {
            AddValues(Diagnostics.PhoneForm, ProfileField.Phone, _counts[IdentifierKind.Phone].Accepted);
        }
    }

    // Either rows prove it, or nearly no row has two kinds although the file has several.
    private void AddPeople()
    {
        const int Many = 5;
        var proven = IdentifierKinds.All.Sum(k => _counts.Signs[k, ValueSign.SplitPerson]);
        var alone = IdentifierKinds.All.Select(_counts.Signs.CountAlone).OrderDescending().ToList();
        var isLikely = _counts.Signs.Together * 10 < _counts.Rows && alone[1] * Many > _counts.Rows;
        Add(Diagnostics.SplitPerson, Math.Min(isLikely ? Math.Max(proven, alone[1]) : proven, _counts.Members), _counts.Members);
    }

    private long Sign(ProfileField field, ValueSign sign) => field <= ProfileField.ExternalId ? _counts.Signs[(IdentifierKind)field, sign] : 0;

    private double Worth(ProfileField field) => field > ProfileField.ExternalId ? 0.25 : _hasOneKind ? 1 : 0.5;

    private void AddValues(Diagnostic diagnostic, ProfileField field, long count, string? reason = null, long? of = null, double? effect = null)
    {
        if (count > 0)
        {
            var finding = new DiagnosisFinding(diagnostic, reason) { Field = ProfileFields.GetName(field), Count = count, Of = of ?? _counts[field].Seen };
            finding.Effect = effect ?? finding.Share * diagnostic.Weight * Worth(field);
            _findings.Add(finding);
        }
    }

    private void Add(Diagnostic diagnostic, long count, long of, string? reason = null)
    {
        if (count > 0)
        {
            var finding = new DiagnosisFinding(diagnostic, reason) { Count = count, Of = of };
            finding.Effect = finding.Share * diagnostic.Weight;
            _findings.Add(finding);
        }
    }
}
