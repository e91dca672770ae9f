namespace Onboarding;

/// <summary>A refusal with a reason code: by a rule, or because input cannot be used. Its message never holds an identifier, token or key.</summary>
public sealed class OnboardingException : Exception
{
    /// <summary>A refusal by a source, store or destination of one's own.</summary>
    /// <param name="reason">The reason, from <see cref="Reasons"/>.</param>
    /// <param name="seen">What was seen (length, kind, row number; never an identifier, token or key) and what is required.</param>
    /// <param name="innerException">The cause; its message must hold no identifier either.</param>
    public OnboardingException(Reason reason, string seen, Exception? innerException = null)
        : base($"{(reason ?? throw new ArgumentNullException(nameof(reason))).Code}: {seen} ({reason.Rule}, {reason.Source})", innerException)
    {
        Reason = reason;
        Findings = [new Plans.Finding(reason, Plans.FindingLevel.Refusal, "$", seen)];
    }

    internal OnboardingException(IReadOnlyList<Plans.Finding> findings)
        : base(string.Join('\n', findings.Select(f => f.ToString())))
    {
        Reason = findings[0].Reason!;
        Findings = findings;
    }

    /// <summary>The reason; the first one where a review found several.</summary>
    public Reason Reason { get; }

    /// <summary>The code of <see cref="Reason"/>, such as <c>KEY_MISMATCH</c>.</summary>
    public string Code => Reason.Code;

    /// <summary>Everything that a review found wrong; one entry for any other refusal.</summary>
    public IReadOnlyList<Plans.Finding> Findings { get; }
}
