using System.Security.Cryptography;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Plans;

/// <summary>Reads a plan with its dossier and checks every rule; all findings are reported at once.</summary>
public sealed partial class PlanReview
{
    private const int MaxColumns = 64;

    private readonly List<Finding> _findings = [];
    private readonly PlanFile _plan;
    private readonly DossierFile _dossier;
    private readonly string _path;
    private readonly string _folder;
    private readonly DateTimeOffset _now;

    private PlanReview(PlanFile plan, DossierFile dossier, string path, DateTimeOffset now)
    {
        _plan = plan;
        _dossier = dossier;
        _path = path;
        _folder = Path.GetDirectoryName(path)!;
        _now = now;
    }

    /// <summary>Refusals and warnings, in the order of the checks.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Whether nothing refuses.</summary>
    public bool IsApproved => _findings.All(f => f.Level != FindingLevel.Refusal);

    /// <summary>Whether the plan is one to match received audiences.</summary>
    public bool IsMatch => _plan.Side == "match";

    internal ReviewedPlan? Result { get; private set; }

    /// <summary>Reviews a plan.</summary>
    /// <param name="planPath">The path of plan.json; paths in it are relative to it.</param>
    /// <param name="time">The clock that dates are compared with.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>PLAN_INVALID</c>: plan or dossier has not the form of docs/plan.md.</exception>
    public static ValueTask<PlanReview> ReadAsync(string planPath, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(planPath);
        ArgumentNullException.ThrowIfNull(time);
        return ReadAsync(planPath, sourcePath: null, time, cancellationToken);
    }

    internal static async ValueTask<PlanReview> ReadAsync(string planPath, string? sourcePath, TimeProvider time, CancellationToken cancellationToken)
    {
        var (plan, planBytes) = await PlanJson.ReadAsync(planPath, PlanJson.Default.PlanFile, cancellationToken).ConfigureAwait(false);
        var folder = Path.GetDirectoryName(Path.GetFullPath(planPath))!;
        var (dossier, dossierBytes) = await PlanJson.ReadAsync(Path.Combine(folder, plan.Dossier), PlanJson.Default.DossierFile, cancellationToken).ConfigureAwait(false);
        var review = new PlanReview(plan, dossier, Path.GetFullPath(planPath), time.GetUtcNow());
        review.Check(sourcePath, Hex.ToString(SHA256.HashData([.. planBytes, .. dossierBytes])));
        return review;
    }

    private void Check(string? sourcePath, string digest)
    {
        CheckForm();
        if (!IsApproved)
        {
            return;
        }

        Require(_plan.Version == 1, Reasons.PlanInvalid, "$.version", "the plan is not of version 1");
        Require(_dossier.Version == 1, Reasons.PlanInvalid, "dossier $.version", "the dossier is not of version 1");
        Require(_plan.Side is "send" or "match", Reasons.PlanInvalid, "$.side", "the side is not \"send\" or \"match\"");
        Require(Domain.IsId(_plan.Id), Reasons.PlanInvalid, "$.id", "the plan's id is not 1 to 64 of a-z 0-9 -");
        var domain = CheckParties();
        CheckBases();
        var columns = CheckFields();
        var source = CheckSource(sourcePath, columns);
        var suppression = CheckSuppression();
        var (deleteBy, useBy) = CheckRetention();
        var agreementUntil = CheckAgreement();
        var minimum = _plan.MinimumMembers ?? PolicyDefaults.MinimumMembers;
        Require(minimum >= PolicyDefaults.MinimumMembersFloor, Reasons.AudienceTooSmall, "$.minimumMembers", $"the minimum is {minimum}, the floor is {PolicyDefaults.MinimumMembersFloor}");
        var key = ResolveKey(_plan.Key, "$.key");
        var signingKey = CheckSigningKey();
        var senders = CheckSender();
        if (!IsApproved)
        {
            return;
        }

        Result = new ReviewedPlan
        {
            Id = _plan.Id,
            IsMatch = IsMatch,
            Domain = domain!,
            Source = source!,
            Suppression = suppression!,
            Key = key,
            SigningKey = signingKey,
            Senders = senders,
            Dossier = _dossier,
            DeleteBy = deleteBy,
            UseBy = useBy,
            AgreementUntil = agreementUntil,
            MinimumMembers = minimum,
            Digest = digest,
            Files = [_path, Path.Combine(_folder, _plan.Dossier)],
            Warnings = [.. _findings],
        };
    }

    // What the reader's types cannot say: no nulls and no empty texts inside lists, nothing twice.
    private void CheckForm()
    {
        var lists = _plan.Suppression?.Lists ?? [];
        CheckTexts("$.fields", _plan.Fields ?? [], distinct: true);
        CheckTexts("$.source.columns", [.. _plan.Source.Columns.Values.SelectMany(c => c?.Names ?? [""])], distinct: true);
        CheckTexts("$.source.idColumn", _plan.Source.IdColumn is { } idColumn ? [idColumn] : []);
        CheckTexts("$", [_plan.Dossier, _plan.Key, _plan.Suppression?.Key ?? "-", _plan.Suppression?.ConfirmedEmpty ?? "-"]);
        CheckTexts("$.source.path", [.. _plan.Source.Path?.Names ?? []], distinct: true);
        CheckTexts("$.source.members", [.. _plan.Source.Members?.Names ?? []], distinct: true);
        CheckTexts("dossier $", [_dossier.Controller, _dossier.LongestRetention ?? "-", _dossier.Agreement?.Id ?? "-", _dossier.Notice?.Uri ?? "-", _dossier.Notice?.Version ?? "-"]);
        CheckTexts("dossier $.fields", _dossier.Fields ?? [], distinct: true);
        Require(!lists.Contains(null!) && !_dossier.Parties.Contains(null!) && _dossier.Bases?.Contains(null!) != true && lists.All(l => l?.Columns.Contains(null!) != true), Reasons.PlanInvalid, "$", "a list holds a null");
        if (!IsApproved)
        {
            return;
        }

        CheckTexts("$.suppression.lists", [.. lists.SelectMany(l => l.Columns.Select(c => c.Name).Concat(l.Path.Names).Concat(l.Members?.Names ?? []))]);
        CheckTexts("dossier $.parties", [.. _dossier.Parties.SelectMany(p => new[] { p.Name, p.Contact, p.Objection ?? "-" })]);
        Require(_dossier.Parties.All(p => p.Country is null || IsCountry(p.Country)), Reasons.PlanInvalid, "dossier $.parties", "a country is not two capital letters (ISO 3166-1), such as NL");
        CheckTexts("dossier $.bases", [.. (_dossier.Bases ?? []).Select(b => b.Reference)]);
        Require((_dossier.Bases ?? []).DistinctBy(b => b.Party).Count() == (_dossier.Bases ?? []).Length, Reasons.PlanInvalid, "dossier $.bases", "a party has two bases");
        Require(_plan.Region is null || IsCountry(_plan.Region), Reasons.PlanInvalid, "$.region", "the region is not two capital letters (ISO 3166-1), such as NL");
        Require(_plan.Suppression is null || _plan.Suppression.Key != _plan.Key, Reasons.DomainReused, "$.suppression.key", "the suppression key is the party key");
    }

    private void CheckTexts(string path, string?[] texts, bool distinct = false)
    {
        Require(texts.All(t => !string.IsNullOrWhiteSpace(t) && !t.Contains('\0')), Reasons.PlanInvalid, path, "a text is null, empty or holds a zero character");
        Require(!distinct || texts.Distinct(StringComparer.Ordinal).Count() == texts.Length, Reasons.PlanInvalid, path, "something stands twice");
    }

    private Domain? CheckParties()
    {
        var ids = _dossier.Parties.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        Require(ids.Count == _dossier.Parties.Length, Reasons.PlanInvalid, "dossier $.parties", "a party stands twice");
        Require(ids.Contains(_dossier.Controller), Reasons.PlanInvalid, "dossier $.controller", "the controller is not among the parties");
        if (string.IsNullOrEmpty(_dossier.Recipient) || !ids.Contains(_dossier.Recipient) || _dossier.Recipient == _dossier.Controller)
        {
            Refuse(Reasons.RecipientMissing, "dossier $.recipient", "no recipient of its own among the parties");
        }

        if (_dossier.Purpose is null || !Purposes.All.Contains(_dossier.Purpose))
        {
            Refuse(Reasons.PurposeNotAllowed, "dossier $.purpose", "the purpose is not one of " + string.Join(", ", Purposes.All));
        }
        else if (_plan.Purpose is not null && _plan.Purpose != _dossier.Purpose)
        {
            Refuse(Reasons.PurposeNotAllowed, "$.purpose", "the plan's purpose is not the dossier's");
        }

        var isDomain = Domain.TryParse($"{_dossier.Controller}/{_dossier.Recipient}/{_dossier.Purpose}", out var domain) && !domain.IsReserved;
        Require(isDomain, Reasons.DomainInvalid, "dossier", "controller, recipient and purpose make no domain: each is 1 to 64 of a-z 0-9 -, and the recipient is not \"suppression\" or \"signing\"");
        return domain;
    }

    private void CheckBases()
    {
        foreach (var (role, party) in new[] { ("controller", _dossier.Controller), ("recipient", _dossier.Recipient) })
        {
            var basis = _dossier.Bases?.FirstOrDefault(b => b.Party == party);
            Require(basis is not null && LegalBases.IsKnown(basis.Basis), Reasons.LegalBasisMissing, "dossier $.bases", $"no basis of the {role}, one of {string.Join(", ", LegalBases.All)}, is recorded");
        }
    }

    private List<RecordColumn> CheckFields()
    {
        var columns = new List<RecordColumn>();
        var fields = _plan.Fields ?? [];
        Require(fields.Length > 0, Reasons.FieldNotAllowed, "$.fields", "the plan lists no field");
        foreach (var field in fields)
        {
            Require(IdentifierKinds.TryParse(field, out _), Reasons.FieldNotAllowed, "$.fields", $"\"{Shorten(field)}\" is not one of {string.Join(", ", IdentifierKinds.All.Select(IdentifierKinds.GetName))}");
            Require(_dossier.Fields?.Contains(field) == true, Reasons.FieldNotAllowed, "$.fields", $"\"{Shorten(field)}\" is not among the dossier's agreed fields");
            Require(_plan.Source.Columns.ContainsKey(field), Reasons.FieldNotAllowed, "$.source.columns", $"no column is mapped to \"{Shorten(field)}\"");
        }

        Require(_plan.Source.Columns.Values.Sum(c => c.Names.Count) <= MaxColumns, Reasons.PlanInvalid, "$.source.columns", $"more than {MaxColumns} columns are mapped");
        foreach (var (field, names) in _plan.Source.Columns)
        {
            if (field == RecordFields.Country)
            {
                Require(names.Names.Count == 1 && _plan.Source.Columns.ContainsKey("phone"), Reasons.FieldNotAllowed, "$.source.columns.country", "one column of the country is read for the sake of phone numbers, and none is mapped");
                continue;
            }

            if (RecordFields.IsPlatformOnly(field))
            {
                Refuse(Reasons.FieldNotAllowed, $"$.source.columns.{field}", "an audience carries tokens of identifiers only; this field is for platform files");
                continue;
            }

            Require(fields.Contains(field), Reasons.FieldNotAllowed, "$.source.columns", $"\"{Shorten(field)}\" is mapped but not among the plan's fields: only listed fields are read");
            if (IdentifierKinds.TryParse(field, out var kind))
            {
                columns.AddRange(names.Names.Select(name => new RecordColumn(kind, name)));
            }
        }

        return columns;
    }

    private PlanDate CheckAgreement()
    {
        var isDate = PlanDate.TryParse(_dossier.Agreement?.ValidUntil, out var until);
        Require(_dossier.Agreement is not null && isDate, Reasons.PlanInvalid, "dossier $.agreement.validUntil", "the dossier names no agreement with a day (2026-12-31) or term (P90D) until which it holds");
        Require(!isDate || until.Resolve(_now) >= _now, Reasons.AgreementExpired, "dossier $.agreement.validUntil", "the agreement has ended");
        return until;
    }

    private string ResolveKey(string reference, string path)
    {
        if (reference.StartsWith("file:", StringComparison.Ordinal))
        {
            return "file:" + Resolve(reference[5..]);
        }

        Require(KeyCard.IsKeyId(reference) && !(reference.Length == 64 && reference.All(char.IsAsciiHexDigit)), Reasons.PlanInvalid, path, "the value is no key id and no file: reference; keys themselves never stand in a plan");
        return reference;
    }

    private static bool IsCountry(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    private string Resolve(string path) => Path.GetFullPath(Path.Combine(_folder, path));

    // What stands where a known word is wanted may be anything, a key pasted by mistake included.
    private static string Shorten(string text) => text.Length <= 32 ? text : "(long text)";

    private void Require(bool condition, Reason reason, string path, string seen)
    {
        if (!condition)
        {
            Refuse(reason, path, seen);
        }
    }

    private void Refuse(Reason reason, string path, string seen) => _findings.Add(new Finding(reason, FindingLevel.Refusal, path, seen));
}
