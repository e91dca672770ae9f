using Microsoft.Extensions.Logging;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding;

/// <summary>One party's private folder, wired up: keys, ledger and what runs keep. Everything here can also be used with <c>new</c>.</summary>
/// <remarks>Layout: <c>keys/</c> (cards), <c>ledger.jsonl</c>, <c>approvals/</c> (the ids of plans that delivered with an approval), <c>members/</c> (who was in each output), <c>private/</c> (working sets, full labels, reports). One home per party; never share one between clients.</remarks>
public sealed class OnboardingHome
{
    private readonly KnownApprovals _approvals;
    private readonly TimeProvider _time;
    private readonly ILogger<OnboardingHome> _logger;

    /// <summary>Opens a home; nothing is created until it is used.</summary>
    /// <param name="folder">The folder; made readable for its owner only.</param>
    /// <param name="keys">Where keys are; null for <c>keys/</c> in the folder.</param>
    /// <param name="ledger">The ledger; null for <c>ledger.jsonl</c> in the folder.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="logger">Receives messages; null for none.</param>
    public OnboardingHome(string folder, IKeyStore? keys = null, ILedger? ledger = null, TimeProvider? time = null, ILogger<OnboardingHome>? logger = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = Path.GetFullPath(folder);
        Keys = keys ?? new FileKeyStore(Path.Combine(Folder, "keys"));
        Ledger = ledger ?? new FileLedger(Path.Combine(Folder, "ledger.jsonl"));
        _approvals = new KnownApprovals(Path.Combine(Folder, "approvals"));
        _time = time ?? TimeProvider.System;
        _logger = logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger<OnboardingHome>.Instance;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Where keys are.</summary>
    public IKeyStore Keys { get; }

    /// <summary>The ledger.</summary>
    public ILedger Ledger { get; }

    internal string MembersFolder => Path.Combine(Folder, "members");

    /// <summary>Reviews a plan of either side as a run or match of this home does, and reports everything instead of throwing the refusals.</summary>
    /// <param name="planPath">The path of the plan.</param>
    /// <param name="cancellationToken">Cancels the review.</param>
    /// <exception cref="OnboardingException"><c>PLAN_INVALID</c>: plan or dossier has not the form of docs/plan.md.</exception>
    public ValueTask<PlanReview> ReviewAsync(string planPath, CancellationToken cancellationToken = default)
    {
        return PlanReview.ReadAsync(planPath, sourcePath: null, _approvals, _time, cancellationToken);
    }

    /// <summary>Records that somebody approves a plan, and remembers in this home that it has an approval: it does not run without one from here on.</summary>
    /// <param name="planPath">The path of a plan that no rule refuses.</param>
    /// <param name="by">The name of the person who approves.</param>
    /// <param name="until">The last day (UTC) of the approval; today at the earliest.</param>
    /// <param name="cancellationToken">Cancels the review; an approval that was written stays.</param>
    /// <exception cref="ArgumentException">See <see cref="PlanApproval.WriteAsync"/>.</exception>
    /// <exception cref="OnboardingException">All refusals of the review; nothing is written.</exception>
    public async ValueTask<PlanApproval> RecordApprovalAsync(string planPath, string by, DateOnly until, CancellationToken cancellationToken = default)
    {
        var approval = await PlanApproval.WriteAsync(planPath, by, until, _time, cancellationToken).ConfigureAwait(false);
        _approvals.Add(approval.Plan);
        return approval;
    }

    /// <summary>Reviews a sender's plan.</summary>
    /// <param name="planPath">The path of plan.json.</param>
    /// <param name="cancellationToken">Cancels the review.</param>
    /// <exception cref="OnboardingException">All refusals at once; <c>PLAN_INVALID</c>, <c>PLAN_SIDE</c> (it is a plan to match).</exception>
    public async ValueTask<ApprovedPlan> ApproveAsync(string planPath, CancellationToken cancellationToken = default)
    {
        return new ApprovedPlan(await ReviewAsync(planPath, null, isMatch: false, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Takes a sender's plan from a review that refused nothing, so that what was shown of it is what runs.</summary>
    /// <param name="review">The review.</param>
    /// <exception cref="OnboardingException">All refusals at once; <c>PLAN_SIDE</c> (it is a plan to match).</exception>
    public static ApprovedPlan Approve(PlanReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return new ApprovedPlan(Require(review, isMatch: false));
    }

    /// <summary>Reviews a recipient's plan.</summary>
    /// <param name="planPath">The path of the plan.</param>
    /// <param name="identifiersPath">A file that takes the place of the plan's source; its columns stay the plan's. Null for the plan's own.</param>
    /// <param name="cancellationToken">Cancels the review.</param>
    /// <exception cref="OnboardingException">All refusals at once; <c>PLAN_INVALID</c>, <c>PLAN_SIDE</c> (it is a plan to send).</exception>
    public async ValueTask<ApprovedMatchPlan> ApproveMatchAsync(string planPath, string? identifiersPath = null, CancellationToken cancellationToken = default)
    {
        return new ApprovedMatchPlan(await ReviewAsync(planPath, identifiersPath, isMatch: true, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Creates a run with this home's keys and ledger. See <see cref="OnboardingRun.Create"/>.</summary>
    /// <param name="plan">A plan that passed its review.</param>
    /// <param name="records">The source that the plan names.</param>
    /// <param name="suppression">Everyone who said no.</param>
    /// <param name="options">Null for this home's private folder, clock and logger.</param>
    public OnboardingRun CreateRun(ApprovedPlan plan, IRecordSource records, SuppressionSource suppression, OnboardingRunOptions? options = null)
    {
        return OnboardingRun.CreateAtHome(plan, records, suppression, Keys, Ledger, options ?? CreateOptions(), MembersFolder);
    }

    /// <summary>Opens a received audience for matching. See <see cref="ReceivedAudience.OpenAsync"/>.</summary>
    /// <param name="path">The audience file.</param>
    /// <param name="plan">The recipient's own plan.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public ValueTask<ReceivedAudience> OpenReceivedAsync(string path, ApprovedMatchPlan plan, CancellationToken cancellationToken = default)
    {
        return ReceivedAudience.OpenAsync(path, plan, Keys, Ledger, _time, cancellationToken);
    }

    /// <summary>Creates a match with this home's keys and ledger. See <see cref="OnboardingMatch.Create"/>.</summary>
    /// <param name="plan">The recipient's own plan.</param>
    /// <param name="audience">An audience that was opened with it.</param>
    /// <param name="records">The own users.</param>
    /// <param name="suppression">Everyone who said no to the recipient.</param>
    /// <param name="options">Null for this home's private folder, clock and logger.</param>
    public OnboardingMatch CreateMatch(ApprovedMatchPlan plan, ReceivedAudience audience, IRecordSource records, SuppressionSource suppression, OnboardingRunOptions? options = null)
    {
        return OnboardingMatch.Create(plan, audience, records, suppression, Keys, Ledger, options ?? CreateOptions());
    }

    private OnboardingRunOptions CreateOptions() => new() { PrivateFolder = Path.Combine(Folder, "private"), Time = _time, Logger = _logger };

    private async ValueTask<ReviewedPlan> ReviewAsync(string planPath, string? sourcePath, bool isMatch, CancellationToken cancellationToken)
    {
        return Require(await PlanReview.ReadAsync(planPath, sourcePath, _approvals, _time, cancellationToken).ConfigureAwait(false), isMatch);
    }

    private static ReviewedPlan Require(PlanReview review, bool isMatch)
    {
        if (review.IsMatch != isMatch)
        {
            throw new OnboardingException(Reasons.PlanSide, isMatch ? "this is a plan to send, a plan to match is wanted" : "this is a plan to match, a plan to send is wanted");
        }

        return review.Result ?? throw new OnboardingException([.. review.Refusals]);
    }
}
