using Microsoft.Extensions.Logging;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding;

/// <summary>One party's private folder and store, wired up: keys, opt-outs, ledger, and what runs keep. Everything here can also be used with <c>new</c>.</summary>
/// <remarks>Layout: <c>keys/</c> (cards), <c>approvals/</c> (the ids of plans that delivered with an approval), <c>members/</c> (who was in each output), <c>snapshots/</c> (the opt-outs, sorted for look-ups), <c>taken/</c> (as recipient: what was taken in), <c>matches/</c> (as recipient: what matches found, and what the other party was told), <c>indexes/</c> (as recipient: tokens of the own users), <c>private/</c> (working sets, full labels, reports); a store may put its file here too. One home per party; never share one between clients.</remarks>
public sealed partial class OnboardingHome
{
    private readonly KnownApprovals _approvals;
    private readonly TimeProvider _time;
    private readonly ILogger<OnboardingHome> _logger;

    /// <summary>Opens a home; nothing is created until it is used.</summary>
    /// <param name="folder">The folder; made readable for its owner only.</param>
    /// <param name="store">Opt-outs, ledger and removals: <c>SqliteStore</c> of Onboarding.Sqlite, <c>PostgreSqlStore</c> of Onboarding.PostgreSql, or another.</param>
    /// <param name="keys">Where keys are; null for <c>keys/</c> in the folder.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="logger">Receives messages; null for none.</param>
    /// <param name="terms">Until when recipients must have followed; null for the defaults.</param>
    public OnboardingHome(string folder, IOnboardingStore store, IKeyStore? keys = null, TimeProvider? time = null, ILogger<OnboardingHome>? logger = null, RemovalTerms? terms = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(store);
        Folder = Path.GetFullPath(folder);
        Store = store;
        Keys = keys ?? new FileKeyStore(Path.Combine(Folder, "keys"));
        _approvals = new KnownApprovals(Path.Combine(Folder, "approvals"));
        _time = time ?? TimeProvider.System;
        _logger = logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger<OnboardingHome>.Instance;
        Removals = new RemovalLists(store, Keys, new MemberFiles(new HomeFolders(Folder).Members, Keys), _time, terms);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Opt-outs, ledger and removals.</summary>
    public IOnboardingStore Store { get; }

    /// <summary>Where keys are.</summary>
    public IKeyStore Keys { get; }

    /// <summary>What reads the headers of files for plans that leave their columns to a preset: <c>CsvHeaders</c> of Onboarding.Csv.</summary>
    /// <value>The default is null: such plans are refused.</value>
    public ISourceHeaders? SourceHeaders { get; init; }

    /// <summary>What recipients must take out again.</summary>
    public RemovalLists Removals { get; }

    /// <summary>Reviews a plan of either side as a run or match of this home does, and reports everything instead of throwing the refusals.</summary>
    /// <param name="planPath">The path of the plan.</param>
    /// <param name="cancellationToken">Cancels the review.</param>
    /// <exception cref="OnboardingException"><c>PLAN_INVALID</c>: plan or dossier has not the form of docs/plan.md.</exception>
    public ValueTask<PlanReview> ReviewAsync(string planPath, CancellationToken cancellationToken = default)
    {
        return PlanReview.ReadAsync(planPath, sourcePath: null, _approvals, SourceHeaders, _time, cancellationToken);
    }

    /// <summary>Records that somebody approves a plan, and remembers in this home that it has an approval: it does not run without one from here on.</summary>
    /// <param name="planPath">The path of a plan that no rule refuses.</param>
    /// <param name="by">The name of the person who approves.</param>
    /// <param name="until">The last day (UTC) of the approval; today at the earliest.</param>
    /// <param name="cancellationToken">Cancels the review; an approval that was written stays.</param>
    /// <exception cref="ArgumentException">See <see cref="PlanApproval"/>.</exception>
    /// <exception cref="OnboardingException">All refusals of the review; nothing is written.</exception>
    public async ValueTask<PlanApproval> RecordApprovalAsync(string planPath, string by, DateOnly until, CancellationToken cancellationToken = default)
    {
        var approval = await PlanApproval.WriteAsync(planPath, by, until, SourceHeaders, _time, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Takes a recipient's plan from a review that refused nothing.</summary>
    /// <param name="review">The review.</param>
    /// <exception cref="OnboardingException">All refusals at once; <c>PLAN_SIDE</c> (it is a plan to send).</exception>
    public static ApprovedMatchPlan ApproveMatch(PlanReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return new ApprovedMatchPlan(Require(review, isMatch: true));
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
        return OnboardingRun.Create(plan, records, suppression, Keys, Store, AtHome(options));
    }

    /// <summary>Writes the members of an earlier run again, with the newest opt-outs, as a new output of the same plan.</summary>
    /// <param name="plan">The plan of that run, approved now.</param>
    /// <param name="output">The id of the run's output.</param>
    /// <param name="suppression">Everyone who said no.</param>
    /// <param name="destination">Where the audience goes.</param>
    /// <param name="options">Null for this home's private folder, clock and logger.</param>
    /// <param name="cancellationToken">Cancels the run; nothing is left behind and nothing is delivered.</param>
    /// <exception cref="OnboardingException"><c>OUTPUT_STATE</c> (no such output), <c>OUTSIDE_DOMAIN</c>, <c>DATA_EXPIRED</c>, <c>KEY_MISMATCH</c>, <c>WORKING_SET_DAMAGED</c>, and every gate of a run.</exception>
    public async Task<RunReport> ReexportAsync(ApprovedPlan plan, string output, SuppressionSource suppression, IDestination destination, OnboardingRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(suppression);
        ArgumentNullException.ThrowIfNull(destination);
        return await OnboardingRun.WriteAgainAsync(plan, await FindOutputAsync(output, cancellationToken).ConfigureAwait(false), suppression, Keys, Store, AtHome(options), destination, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The output of an id.</summary>
    /// <param name="output">The id.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <exception cref="OnboardingException"><c>OUTPUT_STATE</c>: the ledger knows none.</exception>
    public async ValueTask<LedgerOutput> FindOutputAsync(string output, CancellationToken cancellationToken = default)
    {
        return (await LedgerOutput.ReadAsync(Store, cancellationToken).ConfigureAwait(false)).FirstOrDefault(o => o.Id == output)
            ?? throw new OnboardingException(Reasons.OutputStateKnown, "the ledger knows no such output");
    }

    /// <summary>Opens a received audience for matching. See <see cref="ReceivedAudience.OpenAsync"/>.</summary>
    /// <param name="path">The audience file.</param>
    /// <param name="plan">The recipient's own plan.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public ValueTask<ReceivedAudience> OpenReceivedAsync(string path, ApprovedMatchPlan plan, CancellationToken cancellationToken = default)
    {
        return ReceivedAudience.OpenAsync(path, plan, Keys, Store, _time, cancellationToken);
    }

    /// <summary>Creates a match with this home's keys and ledger. See <see cref="OnboardingMatch.Create"/>.</summary>
    /// <param name="plan">The recipient's own plan.</param>
    /// <param name="audience">An audience that was opened with it.</param>
    /// <param name="records">The own users.</param>
    /// <param name="suppression">Everyone who said no to the recipient.</param>
    /// <param name="options">Null for this home's private folder, clock and logger.</param>
    public OnboardingMatch CreateMatch(ApprovedMatchPlan plan, ReceivedAudience audience, IRecordSource records, SuppressionSource suppression, OnboardingRunOptions? options = null)
    {
        return OnboardingMatch.Create(plan, audience, records, suppression, Keys, Store, AtHome(options));
    }

    /// <summary>Opens the own opt-outs: to record one, to take one back, to answer a person.</summary>
    /// <param name="suppressionKey">The suppression key: its id, or <c>file:</c> and the path of its card.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="OnboardingException"><c>KEY_NOT_FOUND</c>, <c>KEY_MISMATCH</c> (no suppression key).</exception>
    public async ValueTask<OptOuts> OpenOptOutsAsync(string suppressionKey, CancellationToken cancellationToken = default)
    {
        var card = await Keys.OpenAsync(suppressionKey, cancellationToken).ConfigureAwait(false);
        try
        {
            return new OptOuts(Store, Removals, new SnapshotFolder(new HomeFolders(Folder).Snapshots, _time, _logger), card, _time);
        }
        catch
        {
            card.Dispose();
            throw;
        }
    }

    /// <summary>Reads which suppression key a plan names, also of one that has ended.</summary>
    /// <param name="planPath">The path of the plan.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>PLAN_INVALID</c>.</exception>
    public static async ValueTask<string> ReadSuppressionKeyAsync(string planPath, CancellationToken cancellationToken = default)
    {
        return (await PlanKeys.ReadAsync(planPath, cancellationToken).ConfigureAwait(false)).SuppressionKey;
    }

    /// <summary>As recipient: takes in a list of removals, and writes the own ids to take out. From here on no older audience of the domain brings these people back.</summary>
    /// <param name="planPath">The own plan; it may have ended.</param>
    /// <param name="removalsPath">The list.</param>
    /// <param name="idsPath">The CSV file of own ids; one that exists is replaced.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="OnboardingException">Any code of <see cref="Audiences.AudienceFile.Open"/>, and <c>AUDIENCE_CONTENT</c>, <c>OUTSIDE_DOMAIN</c>, <c>KEY_MISMATCH</c>, <c>AUDIENCE_MAC</c>, <c>OUTPUT_EXISTS</c>.</exception>
    public ValueTask<RemovalMatchReport> TakeRemovalsAsync(string planPath, string removalsPath, string idsPath, CancellationToken cancellationToken = default)
    {
        return new RemovalMatch(new HomeFolders(Folder).Taken, planPath, Keys, Store, _time).WriteIdsToAsync(removalsPath, idsPath, cancellationToken);
    }

    /// <summary>As sender: takes in what a recipient's users said, and finds who else must take them out.</summary>
    /// <param name="path">The signal.</param>
    /// <param name="scope">What the opt-outs hold for; null for that recipient alone. More needs clear evidence, or the sender's own confirmation (rule OPT-07).</param>
    /// <param name="acceptVolume">Whether somebody has confirmed an unusual volume.</param>
    /// <param name="cancellationToken">Cancels the call; opt-outs that were added stay.</param>
    /// <exception cref="OnboardingException"><c>RED_FLAG_SIGNAL_VOLUME</c>, any code of <see cref="Audiences.AudienceFile.Open"/>, <c>AUDIENCE_CONTENT</c>, <c>KEY_MISMATCH</c>, <c>AUDIENCE_MAC</c>.</exception>
    public async ValueTask<SignalReport> TakeSignalAsync(string path, OptOutScope? scope = null, bool acceptVolume = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var report = await new SignalImport(Store, Keys, new MemberFiles(new HomeFolders(Folder).Members, Keys), _time).TakeAsync(path, scope, acceptVolume, cancellationToken).ConfigureAwait(false);
        await Removals.FindAsync(cancellationToken).ConfigureAwait(false);
        return report;
    }

    /// <summary>Records what became of an output: that one carried by hand arrived, or whether one of which nothing is known left.</summary>
    /// <param name="output">The output's id.</param>
    /// <param name="state">Any but <see cref="OutputState.Unknown"/>. Only an output of unknown fate can have failed.</param>
    /// <param name="cancellationToken">Cancels the call before anything is recorded.</param>
    /// <exception cref="OnboardingException"><c>OUTPUT_STATE</c>: there is no such output, or it is known that it left.</exception>
    public async ValueTask<LedgerOutput> RecordOutputAsync(string output, OutputState state, CancellationToken cancellationToken = default)
    {
        var known = await FindOutputAsync(output, cancellationToken).ConfigureAwait(false);
        if (state == OutputState.Unknown || known.State == OutputState.Failed || (known.State != OutputState.Unknown && state != OutputState.Delivered))
        {
            throw new OnboardingException(Reasons.OutputStateKnown, $"the output is {known.State.ToString().ToLowerInvariant()} already");
        }

        var entry = new LedgerEntry
        {
            Event = state switch { OutputState.Exported => LedgerEvent.Exported, OutputState.Delivered => LedgerEvent.Delivered, _ => LedgerEvent.Failed },
            Time = _time.GetUtcNow(),
            Domain = known.Domain.ToString(),
            Serial = known.Serial,
            Output = known.Id,
            Note = "by command",
        };
        await Store.AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        if (state == OutputState.Failed)
        {
            MemberFile.Delete(MemberFile.PathOf(new HomeFolders(Folder).Members, output));
        }

        return await FindOutputAsync(output, cancellationToken).ConfigureAwait(false);
    }

    private OnboardingRunOptions AtHome(OnboardingRunOptions? options) => options is null
        ? new OnboardingRunOptions { PrivateFolder = Path.Combine(Folder, "private"), HomeFolder = Folder, Time = _time, Logger = _logger, Terms = Removals.Terms }
        : options.AtHome(Folder, Removals.Terms);

    private async ValueTask<ReviewedPlan> ReviewAsync(string planPath, string? sourcePath, bool isMatch, CancellationToken cancellationToken)
    {
        return Require(await PlanReview.ReadAsync(planPath, sourcePath, _approvals, SourceHeaders, _time, cancellationToken).ConfigureAwait(false), isMatch);
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
