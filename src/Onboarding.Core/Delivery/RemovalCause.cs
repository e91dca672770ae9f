namespace Onboarding.Delivery;

/// <summary>Why somebody must be taken out. Never told to the recipient.</summary>
public enum RemovalCause
{
    /// <summary>The person opted out (GDPR 21).</summary>
    OptOut,

    /// <summary>A consent was withdrawn, or is no longer shown (GDPR 7(3)).</summary>
    Consent,

    /// <summary>The person is no longer among those whom the plan selects.</summary>
    Selection,

    /// <summary>The output's delete-by date has passed (rule RET-08).</summary>
    Expiry,
}
