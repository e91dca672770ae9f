namespace Onboarding.Delivery;

/// <summary>How far a removal got.</summary>
public enum RemovalState
{
    /// <summary>It has not left yet.</summary>
    Pending,

    /// <summary>It left in a list; the recipient has not confirmed it.</summary>
    Exported,

    /// <summary>The recipient confirmed it, or a platform accepted it.</summary>
    Acknowledged,

    /// <summary>The recipient could not do it; it must be exported again.</summary>
    Failed,
}
