using System.Globalization;
using Onboarding.Plans.Rules;

namespace Onboarding.Plans;

/// <summary>An approval as it is written beside its plan.</summary>
internal sealed class ApprovalFile
{
    public const string Suffix = ".approval.json";

    public required int Version { get; init; }

    public required string Plan { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Until { get; init; }

    public required string Digest { get; init; }

    /// <summary>The digest of each part of plan and dossier, so that a change can be named.</summary>
    public required Dictionary<string, string> Parts { get; init; }

    /// <summary>Where the approval of a plan stands: beside it, with another ending.</summary>
    public static string PathOf(string planPath) => System.IO.Path.ChangeExtension(planPath, null) + Suffix;

    /// <summary>Compares an approval with the plan that lies beside it, where there is one.</summary>
    /// <returns>The approval; null where there is none that holds.</returns>
    public static async ValueTask<HeldApproval?> CheckAsync(string planPath, ApprovedContent content, KnownApprovals? known, DateTimeOffset now, List<Finding> findings, CancellationToken cancellationToken)
    {
        const string Path = "approval";
        var path = PathOf(planPath);
        if (!File.Exists(path) && known?.Contains(content.PlanId) == true)
        {
            Refuse(Path, "this home knows an approval of this plan, and now there is none beside it");
            return null;
        }

        if (!File.Exists(path))
        {
            findings.Add(new Finding(RuleReasons.ApprovalMissing, FindingLevel.Warning, Path, "nobody has approved this plan"));
            return null;
        }

        ApprovalFile approval;
        try
        {
            approval = PlanJson.Parse(System.IO.Path.GetFileName(path), await PlanJson.ReadAsync(path, cancellationToken).ConfigureAwait(false), PlanJson.Default.ApprovalFile);
        }
        catch (OnboardingException)
        {
            Refuse(Path, "the file is no approval of version 1");
            return null;
        }

        var isDay = PlanDate.TryParse(approval.Until, out var until) && !until.IsRelative;
        if (approval.Version != 1 || !isDay || !PlanApproval.IsName(approval.By))
        {
            Refuse(Path, "the file is no approval of version 1");
        }
        else if (approval.Plan != content.PlanId)
        {
            Refuse(Path + " $.plan", "the approval is one of another plan");
        }
        else if (approval.Digest != content.Digest)
        {
            var changed = content.ChangedSince(approval.Parts);
            Refuse(Path + " $.digest", $"changed since the approval of {approval.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {(changed.Count == 0 ? "plan or dossier" : string.Join(", ", changed))}");
        }
        else if (until.Resolve(now) < now)
        {
            Refuse(Path + " $.until", $"the approval ended on {approval.Until}");
        }
        else
        {
            findings.Add(new Finding(RuleReasons.ApprovalStale.Rule, RuleReasons.ApprovalStale.Source, FindingLevel.Pass, Path, $"approved by {approval.By} until {approval.Until}, and nothing but weekly paths has changed"));
            return new HeldApproval(content.PlanId, new PlanExpiry(until, RuleReasons.ApprovalStale, Path + " $.until", "the approval"), known);
        }

        return null;

        void Refuse(string at, string seen) => findings.Add(new Finding(RuleReasons.ApprovalStale, FindingLevel.Refusal, at, seen));
    }
}
