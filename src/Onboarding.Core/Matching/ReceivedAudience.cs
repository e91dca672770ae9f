using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Plans;

namespace Onboarding;

/// <summary>An audience of another party that may be matched: undamaged, from a holder of the key, for the own plan's domain, not outdated. No destination takes one.</summary>
public sealed class ReceivedAudience : IDisposable
{
    private readonly AudienceFile _file;

    private ReceivedAudience(AudienceFile file, string path, ReviewedPlan plan)
    {
        _file = file;
        Plan = plan;
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The label.</summary>
    public PseudonymityLabel Label => _file.Label;

    internal ReviewedPlan Plan { get; }

    internal string Path { get; }

    /// <summary>Opens a file for matching.</summary>
    /// <param name="path">The audience file.</param>
    /// <param name="plan">The recipient's own plan: its domain counts, never the label's.</param>
    /// <param name="keys">Where the plan's key is.</param>
    /// <param name="ledger">Knows the last serial number that was accepted.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="OnboardingException">Any code of <see cref="AudienceFile.Open"/>, and <c>OUTSIDE_DOMAIN</c>, <c>KEY_MISMATCH</c>, <c>AUDIENCE_MAC</c>, <c>SERIAL_TOO_OLD</c>, <c>USE_BY_PASSED</c>, <c>DATA_EXPIRED</c>, <c>KEY_EXPIRED</c>; where the plan pins the sender, <c>SIGNATURE_MISSING</c>, <c>SIGNATURE_KEY</c>, <c>SIGNATURE_INVALID</c>.</exception>
    public static async ValueTask<ReceivedAudience> OpenAsync(string path, ApprovedMatchPlan plan, IKeyStore keys, ILedger ledger, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(ledger);
        var file = AudienceFile.Open(path);
        try
        {
            using var runKeys = await RunKeys.OpenAsync(keys, plan.Reviewed, cancellationToken).ConfigureAwait(false);
            if (file.Content != AudienceContent.Additions)
            {
                file.RequireContent(AudienceContent.Members);
            }

            file.RequireOrigin(runKeys.Party);
            if (plan.Senders.Count > 0)
            {
                file.RequireSignature(plan.Senders);
            }

            // A key makes audiences in its period; they may be matched until their own dates.
            runKeys.Party.ThrowIfNotUsableOn(file.Label.Created);
            CheckDates(file.Label, (time ?? TimeProvider.System).GetUtcNow());
            await CheckSerialAsync(file.Label, ledger, cancellationToken).ConfigureAwait(false);
            return new ReceivedAudience(file, path, plan.Reviewed);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    internal static void CheckDates(PseudonymityLabel label, DateTimeOffset now)
    {
        if (label.DeleteBy < now)
        {
            throw new OnboardingException(Reasons.DataExpired, $"the audience had to be deleted by {LabelBuilder.Format(label.DeleteBy)}");
        }

        if (label.UseBy < now)
        {
            throw new OnboardingException(Reasons.UseByPassed, $"the audience could be used until {LabelBuilder.Format(label.UseBy)}");
        }
    }

    internal static async ValueTask CheckSerialAsync(PseudonymityLabel label, ILedger ledger, CancellationToken cancellationToken)
    {
        long last = 0;
        await foreach (var entry in ledger.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Event == LedgerEvent.Accepted && entry.Domain == label.Domain)
            {
                last = Math.Max(last, entry.Serial);
            }
        }

        if (label.Serial < last)
        {
            throw new OnboardingException(Reasons.SerialTooOld, $"the audience has serial {label.Serial}, and serial {last} of its domain was accepted already");
        }
    }

    internal AudienceTokens OpenTokens(IdentifierKind kind, SortedTokens removed) => new(_file, kind, removed);
}
