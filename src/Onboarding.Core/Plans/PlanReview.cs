using System.Security.Cryptography;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Plans;

/// <summary>A plan with its dossier, read and checked against every rule of the catalogue; all findings are reported at once.</summary>
public sealed class PlanReview
{
    private PlanReview(IReadOnlyList<Finding> findings, bool isMatch, ReviewedPlan? result, IReadOnlyList<RoleDecision>? roles = null)
    {
        Findings = findings;
        IsMatch = isMatch;
        Result = result;
        Roles = roles ?? [];
    }

    /// <summary>What was found, in the order of the checks: refusals, overrides, warnings, and what passed.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Findings that refuse.</summary>
    public IEnumerable<Finding> Refusals => Findings.Where(f => f.Level == FindingLevel.Refusal);

    /// <summary>Whether nothing refuses.</summary>
    public bool IsApproved => !Refusals.Any();

    /// <summary>Whether the plan is one to match received audiences.</summary>
    public bool IsMatch { get; }

    /// <summary>Who has which role in which operation, and how that follows from the dossier, in the order of the operations; empty where plan or dossier could not be read.</summary>
    public IReadOnlyList<RoleDecision> Roles { get; }

    /// <summary>What presets found in the headers of source and lists, in sentences; none where the plan names no preset.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    internal ReviewedPlan? Result { get; }

    /// <summary>What a person approves; null where the files could not be read whole.</summary>
    internal ApprovedContent? Content { get; private init; }

    /// <summary>Reviews a plan.</summary>
    /// <param name="planPath">The path of plan.json; paths in it are relative to it.</param>
    /// <param name="time">The clock that dates are compared with.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>PLAN_INVALID</c>: plan or dossier has not the form of docs/plan.md.</exception>
    /// <remarks>A plan that leaves its columns to a preset is refused here, because nothing reads the header: review it with <see cref="OnboardingHome.ReviewAsync(string, CancellationToken)"/>.</remarks>
    public static ValueTask<PlanReview> ReadAsync(string planPath, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(planPath);
        ArgumentNullException.ThrowIfNull(time);
        return ReadAsync(planPath, sourcePath: null, known: null, headers: null, time, cancellationToken);
    }

    internal static async ValueTask<PlanReview> ReadAsync(string planPath, string? sourcePath, KnownApprovals? known, ISourceHeaders? headers, TimeProvider time, CancellationToken cancellationToken)
    {
        var fullPath = Path.GetFullPath(planPath);
        var findings = new List<Finding>();
        var planBytes = await PlanJson.ReadAsync(planPath, cancellationToken).ConfigureAwait(false);
        var texts = PlanText.Read(planBytes, "", findings);
        var dossierName = TextAt("$.dossier");
        var plan = findings.Count == 0 ? PlanJson.Parse(Path.GetFileName(fullPath), planBytes, PlanJson.Default.PlanFile) : null;
        if (string.IsNullOrWhiteSpace(dossierName) || dossierName == PlanText.Question)
        {
            return new PlanReview(findings, isMatch: false, null);
        }

        var dossierPath = Path.Combine(Path.GetDirectoryName(fullPath)!, dossierName);
        var dossierBytes = await PlanJson.ReadAsync(dossierPath, cancellationToken).ConfigureAwait(false);
        texts.AddRange(PlanText.Read(dossierBytes, "dossier ", findings));
        var side = TextAt("$.side");
        if (plan is null || findings.Count > 0)
        {
            return new PlanReview(findings, side == "match", null);
        }

        var dossier = PlanJson.Parse(Path.GetFileName(dossierPath), dossierBytes, PlanJson.Default.DossierFile);
        var digest = Hex.ToString(SHA256.HashData([.. planBytes, .. dossierBytes]));
        var content = new ApprovedContent(plan.Id, planBytes, dossierBytes);
        var now = time.GetUtcNow();
        var approval = await ApprovalFile.CheckAsync(fullPath, content, known, now, findings, cancellationToken).ConfigureAwait(false);
        var presets = new PlanPresets(plan, Path.GetDirectoryName(fullPath)!, headers, findings);
        await presets.ExpandAsync(sourcePath, cancellationToken).ConfigureAwait(false);
        var reader = new PlanReader(plan, dossier, texts, fullPath, now, findings);
        var reviewed = reader.Read(sourcePath, digest, approval);
        return new PlanReview(findings, side == "match", reviewed, reader.Roles) { Content = content, Notes = presets.Notes };

        string? TextAt(string path) => texts.Find(t => t.Path == path).Text;
    }
}
