using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>What a profile makes of one value, and how.</summary>
public sealed class ProfileFormResult
{
    internal ProfileFormResult(RejectionReason reason, byte[] form, string? sent, RejectionReason reasonInRuns, IReadOnlyList<KeyValuePair<string, string>> steps)
    {
        (Reason, Form, Sent, ReasonInRuns, Steps) = (reason, form, sent, reasonInRuns, steps);
    }

    /// <summary><see cref="RejectionReason.None"/>, or why there is no form.</summary>
    public RejectionReason Reason { get; }

    /// <summary>The form in UTF-8; empty when rejected.</summary>
    public ReadOnlyMemory<byte> Form { get; }

    /// <summary>What the platform receives: the hash in its encoding, or the plain form, after its prefix. Null when rejected, and for the canonical form, which no platform receives.</summary>
    public string? Sent { get; }

    /// <summary>Why a run rejects the value although there is a form: it has no canonical form. Otherwise <see cref="RejectionReason.None"/>.</summary>
    public RejectionReason ReasonInRuns { get; }

    /// <summary>The steps taken, each with what it made of the value; the last one of a rejected value with the code of the reason.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Steps { get; }
}
