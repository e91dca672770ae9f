using System.Globalization;
using Onboarding.Internal;

namespace Onboarding.Plans;

/// <summary>A person's approval of a plan and its dossier, kept in a file beside the plan: who, until when, and a hash of what was approved.</summary>
/// <remarks>
/// It shows that nothing but weekly paths has changed since, and reminds of the day on which somebody has to look again (GDPR 5(2), 24).
/// It is no signature: whoever can write the file can write any name into it.
/// </remarks>
public sealed class PlanApproval
{
    private const int MaxName = 200;

    private PlanApproval(string path, string plan, string by, DateOnly until, string digest)
    {
        Path = path;
        Plan = plan;
        By = by;
        Until = until;
        Digest = digest;
    }

    /// <summary>The path of the approval.</summary>
    public string Path { get; }

    /// <summary>The plan's id.</summary>
    public string Plan { get; }

    /// <summary>Who approved.</summary>
    public string By { get; }

    /// <summary>The last day (UTC) of the approval.</summary>
    public DateOnly Until { get; }

    /// <summary>SHA-256 of what was approved, in hex: plan and dossier without weekly paths.</summary>
    public string Digest { get; }

    /// <summary>Records that somebody approves a plan. An earlier approval of the plan is replaced.</summary>
    /// <param name="planPath">The path of a plan that no rule refuses.</param>
    /// <param name="by">The name of the person who approves.</param>
    /// <param name="until">The last day (UTC) of the approval; today at the earliest.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the review; an approval that was written stays.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or holds control characters, or the day has passed.</exception>
    /// <exception cref="OnboardingException">All refusals of the review; nothing is written.</exception>
    public static ValueTask<PlanApproval> WriteAsync(string planPath, string by, DateOnly until, TimeProvider time, CancellationToken cancellationToken = default)
    {
        return WriteAsync(planPath, by, until, headers: null, time, cancellationToken);
    }

    internal static async ValueTask<PlanApproval> WriteAsync(string planPath, string by, DateOnly until, Records.ISourceHeaders? headers, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(planPath);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(time);
        if (!IsName(by))
        {
            throw new ArgumentException($"The name of whoever approves is 1 to {MaxName} characters, without control characters, and no question.", nameof(by));
        }

        var now = time.GetUtcNow();
        if (until < DateOnly.FromDateTime(now.UtcDateTime))
        {
            throw new ArgumentException("The day until which the approval holds has passed.", nameof(until));
        }

        var review = await PlanReview.ReadAsync(planPath, sourcePath: null, known: null, headers, time, cancellationToken).ConfigureAwait(false);
        var refusals = review.Refusals.Where(f => f.Reason != Rules.RuleReasons.ApprovalStale).ToList();
        if (refusals.Count > 0 || review.Content is not { } content)
        {
            throw new OnboardingException(refusals);
        }

        var approval = new PlanApproval(ApprovalFile.PathOf(System.IO.Path.GetFullPath(planPath)), content.PlanId, by.Trim(), until, content.Digest);
        DurableFile.WriteAll(approval.Path, approval.Write(content, now), isPrivate: false);
        return approval;
    }

    internal static bool IsName(string text) => text.Length <= MaxName && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && text.Trim() != PlanText.Question;

    private byte[] Write(ApprovedContent content, DateTimeOffset now)
    {
        return JsonReports.ToBytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("plan", Plan);
            writer.WriteString("by", By);
            writer.WriteString("at", now.ToUniversalTime());
            writer.WriteString("until", Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteString("digest", Digest);
            writer.WriteStartObject("parts");
            foreach (var (name, digest) in content.Parts)
            {
                writer.WriteString(name, digest);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
