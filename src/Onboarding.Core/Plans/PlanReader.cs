using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Plans.Rules;
using Onboarding.Records;

namespace Onboarding.Plans;

/// <summary>Reads what plan and dossier say into what a run works with, and has the rules check it. What a rule judges is only read here.</summary>
internal sealed partial class PlanReader(PlanFile plan, DossierFile dossier, IReadOnlyList<(string Path, string Text)> texts, string path, DateTimeOffset now, List<Finding> findings)
{
    private const int MaxColumns = 64;

    private readonly PlanFile _plan = plan;
    private readonly DossierFile _dossier = dossier;
    private readonly string _folder = Path.GetDirectoryName(path)!;

    public PlanFacts Facts { get; } = new(plan, dossier, now) { Texts = texts };

    private bool IsMatch => _plan.Side == "match";

    /// <summary>Who has which role in which operation; empty until the plan was read.</summary>
    public IReadOnlyList<RoleDecision> Roles { get; private set; } = [];

    /// <summary>The plan as a run takes it; null where something refuses.</summary>
    public ReviewedPlan? Read(string? sourcePath, string digest, HeldApproval? approval)
    {
        if (!CheckLengths())
        {
            return null;
        }

        Roles = Facts.Roles.Decisions;
        CheckForm();
        var source = ReadSource(sourcePath, ReadColumns());
        var suppression = ReadSuppression();
        var key = ResolveKey(_plan.Key, "$.key");
        var signingKey = ReadSigningKey();
        var senders = ReadSenders();
        var minimum = _plan.MinimumMembers ?? PolicyDefaults.MinimumMembers;
        Require(minimum >= PolicyDefaults.MinimumMembersFloor, Reasons.AudienceTooSmall, "$.minimumMembers", $"the minimum is {minimum}, the floor is {PolicyDefaults.MinimumMembersFloor}");
        var expiries = RuleCatalogue.Check(Facts, findings);
        expiries.AddRange(approval is null ? [] : [approval.Until]);
        if (findings.Any(f => f.Level == FindingLevel.Refusal))
        {
            return null;
        }

        _ = PlanDate.TryParse(_plan.Retention!.DeleteBy, out var deleteBy);
        _ = PlanDate.TryParse(_plan.Retention.UseBy ?? PolicyDefaults.UseBy, out var useBy);
        return new ReviewedPlan
        {
            Id = _plan.Id,
            IsMatch = IsMatch,
            Domain = Domain.Parse($"{_dossier.Controller}/{_dossier.Recipient}/{_dossier.Purpose}"),
            Source = source,
            Suppression = suppression!,
            Upload = Facts.IsPlatform ? ReadUpload() : null,
            Key = key,
            SigningKey = signingKey,
            Senders = senders,
            Facts = Facts,
            DeleteBy = deleteBy,
            UseBy = useBy,
            Expiries = expiries,
            MinimumMembers = minimum,
            Digest = digest,
            Approval = approval,
            Files = [path, Path.Combine(_folder, _plan.Dossier), ApprovalFile.PathOf(path)],
            Findings = [.. findings],
        };
    }

    // Rules compare parties, operations and agreements with each other: more of them than any dossier has would take for ever.
    private bool CheckLengths()
    {
        const int MaxEntries = 64;
        var isShort = new[] { _dossier.Parties.Length, _dossier.Bases.Length, _dossier.Notices.Length, _dossier.Agreements.Length, _dossier.Instructions.Length, _dossier.Operations.Length, _dossier.ExtraUses.Length, _plan.Statements.Length, _plan.Overrides.Length }.All(n => n <= MaxEntries);
        Require(isShort, Reasons.PlanInvalid, "dossier $", $"a list of plan or dossier has more than {MaxEntries} entries");
        return isShort;
    }

    // What the reader's types cannot say: known words, nothing twice.
    private void CheckForm()
    {
        Require(_plan.Version == 1, Reasons.PlanInvalid, "$.version", "the plan is not of version 1");
        Require(_dossier.Version == 1, Reasons.PlanInvalid, "dossier $.version", "the dossier is not of version 1");
        Require(_plan.Side is "send" or "match", Reasons.PlanInvalid, "$.side", "the side is not \"send\" or \"match\"");
        Require(Domain.IsId(_plan.Id), Reasons.PlanInvalid, "$.id", "the plan's id is not 1 to 64 of a-z 0-9 -");
        Require(_plan.Region is null || IsCountry(_plan.Region), Reasons.PlanInvalid, "$.region", "the region is not two capital letters (ISO 3166-1), such as NL");
        RequireDistinct("$.fields", _plan.Fields ?? []);
        // One birth date gives year, month and day, one name its first letter.
        RequireDistinct("$.source.columns", _plan.Source.Columns.Where(c => !RecordFields.IsPlatformOnly(c.Key)).SelectMany(c => c.Value.Names));
        RequireDistinct("$.source.path", _plan.Source.Path?.Names ?? []);
        RequireDistinct("$.source.members", _plan.Source.Members?.Names ?? []);
        RequireDistinct("dossier $.fields", _dossier.Fields);
        RequireDistinct("dossier $.parties", _dossier.Parties.Select(p => p.Id));
        RequireDistinct("dossier $.bases", _dossier.Bases.Select(b => b.Party));
        RequireDistinct("dossier $.notices", _dossier.Notices.Select(n => n.Party));
        RequireDistinct("dossier $.agreements", _dossier.Agreements.Select(a => a.Id));
        RequireDistinct("dossier $.instructions", _dossier.Instructions.Select(i => i.Id));
        Require(_dossier.Parties.Any(p => p.Id == _dossier.Controller), Reasons.PlanInvalid, "dossier $.controller", "the controller is not among the parties");
        Require(_dossier.Parties.All(p => p.Country is null || IsCountry(p.Country)), Reasons.PlanInvalid, "dossier $.parties", "a country is not two capital letters (ISO 3166-1), such as NL");
        Require(_plan.Source.Columns.Values.Sum(c => c.Names.Count) <= MaxColumns, Reasons.PlanInvalid, "$.source.columns", $"more than {MaxColumns} columns are mapped");
        CheckDestination();
    }

    private List<RecordColumn> ReadColumns()
    {
        var columns = new List<RecordColumn>();
        foreach (var (field, names) in _plan.Source.Columns)
        {
            if (IdentifierKinds.TryParse(field, out var kind))
            {
                columns.AddRange(names.Names.Select(name => new RecordColumn(kind, name)));
            }
        }

        return columns;
    }

    private string ResolveKey(string reference, string at)
    {
        if (reference.StartsWith("file:", StringComparison.Ordinal))
        {
            return "file:" + Resolve(reference[5..]);
        }

        Require(KeyCard.IsKeyId(reference) && !(reference.Length == 64 && reference.All(char.IsAsciiHexDigit)), Reasons.PlanInvalid, at, "the value is no key id and no file: reference; keys themselves never stand in a plan");
        return reference;
    }

    private static bool IsCountry(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    private string Resolve(string relative) => Path.GetFullPath(Path.Combine(_folder, relative));

    private void RequireDistinct(string at, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        Require(all.Distinct(StringComparer.Ordinal).Count() == all.Count, Reasons.PlanInvalid, at, "something stands twice");
    }

    private void Require(bool condition, Reason reason, string at, string seen)
    {
        if (!condition)
        {
            findings.Add(new Finding(reason, FindingLevel.Refusal, at, seen));
        }
    }
}
