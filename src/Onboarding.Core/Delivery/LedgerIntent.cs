namespace Onboarding.Delivery;

/// <summary>What is recorded before an output leaves (GDPR 15(1), 30; rule DSR-01).</summary>
public sealed class LedgerIntent
{
    /// <summary>The plan's id.</summary>
    public required string Plan { get; init; }

    /// <summary>SHA-256 of plan and dossier as they were approved.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>The recipient's name.</summary>
    public required string Recipient { get; init; }

    /// <summary>The destination's name.</summary>
    public required string Destination { get; init; }

    /// <summary>The controller's legal basis and its reference.</summary>
    public required string Basis { get; init; }

    /// <summary>The agreement's id.</summary>
    public required string Agreement { get; init; }

    /// <summary>The version of the notice; null where the dossier names none.</summary>
    public string? NoticeVersion { get; init; }

    /// <summary>The recipient's roles in the operations of the plan.</summary>
    public string? Role { get; init; }

    /// <summary>The id of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Where the key is found: its id, or <c>file:</c> and the path of its card.</summary>
    public required string KeyReference { get; init; }

    /// <summary>Where the own suppression key is found, which opens the file of members.</summary>
    public required string SuppressionKeyReference { get; init; }

    /// <summary>The form of what went out: <c>canonical v1</c>, or the platform with the version of the profile set, such as <c>google, profile set 2</c>.</summary>
    public required string Form { get; init; }

    /// <summary>What a platform received; null for an audience.</summary>
    public LedgerUpload? Upload { get; init; }

    /// <summary>How many tokens of each kind; for a platform, how many values of each field.</summary>
    public required IReadOnlyDictionary<string, long> Tokens { get; init; }

    /// <summary>How many people.</summary>
    public required long Members { get; init; }

    /// <summary>The digest of the content.</summary>
    public required string Root { get; init; }

    /// <summary>The id of the opt-out snapshot of the second check.</summary>
    public required string Snapshot { get; init; }

    /// <summary>The number of the last change of the opt-outs that the second check knew.</summary>
    public long Change { get; init; }

    /// <summary>Until when the recipient may use it.</summary>
    public required DateTimeOffset UseBy { get; init; }

    /// <summary>When the recipient must delete it.</summary>
    public required DateTimeOffset DeleteBy { get; init; }

    /// <summary>The path of the plan; null where it came from no file.</summary>
    public string? PlanPath { get; init; }

    /// <summary>The path of the working set.</summary>
    public required string WorkingSet { get; init; }

    /// <summary>SHA-256 of the full label.</summary>
    public required string FullLabelDigest { get; init; }
}
