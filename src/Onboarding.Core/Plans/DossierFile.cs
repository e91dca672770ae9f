using System.Text.Json.Serialization;

namespace Onboarding.Plans;

/// <summary>dossier.json as it is written: what changes from year to year. What a rule asks for is optional here, so that the rule can name it.</summary>
/// <remarks>Members with a default have a setter: the generated reader would overwrite the default of an init-only one with null.</remarks>
internal sealed class DossierFile
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int Version { get; init; }

    public required string Controller { get; init; }

    public string? Recipient { get; init; }

    public string? Purpose { get; init; }

    public string[] CollectedFor { get; set; } = [];

    public required PartyFile[] Parties { get; init; }

    public string[] Fields { get; set; } = [];

    public AgePolicyFile? Age { get; init; }

    public BasisFile[] Bases { get; set; } = [];

    public NoticeFile[] Notices { get; set; } = [];

    public AgreementFile[] Agreements { get; set; } = [];

    public InstructionFile[] Instructions { get; set; } = [];

    public OperationFile[] Operations { get; set; } = [];

    public ImpactAssessmentFile? Dpia { get; init; }

    public KeyHoldersFile? KeyHolders { get; init; }

    public RecipientAssessmentFile? RecipientAssessment { get; init; }

    public TransferFile? Transfer { get; init; }

    public ExtraUseFile[] ExtraUses { get; set; } = [];

    public string? LongestRetention { get; init; }
}

internal sealed class PartyFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Contact { get; init; }

    public string? Country { get; init; }

    public string? Objection { get; init; }

    public string? Rights { get; init; }

    public string[] Categories { get; set; } = [];

    public bool PublicAuthority { get; init; }

    public string? ActsFor { get; init; }

    public PartyFactsFile? Facts { get; init; }

    public string? AudienceSource { get; init; }

    public OwnUseFile? OwnUse { get; init; }
}

/// <summary>The five facts that decide whether a party is a processor (rule ROL-04).</summary>
internal sealed class PartyFactsFile
{
    public required bool UsesOwnData { get; init; }

    public required bool OwnPurpose { get; init; }

    public required bool DecidesRecipient { get; init; }

    public required bool DecidesRetention { get; init; }

    public required bool PoolsAcrossClients { get; init; }
}

internal sealed class OwnUseFile
{
    public required string Purpose { get; init; }

    public required string Reference { get; init; }
}

internal sealed class AgePolicyFile
{
    public required string Policy { get; init; }

    public required string Reference { get; init; }
}

internal sealed class OperationFile
{
    public required string Operation { get; init; }

    public string[] Decides { get; set; } = [];

    public string[] Acts { get; set; } = [];

    public string? Reference { get; init; }
}

internal sealed class ImpactAssessmentFile
{
    public required string Status { get; init; }

    public required string Reference { get; init; }

    public string? Date { get; init; }
}

internal sealed class KeyHoldersFile
{
    public required string[] Parties { get; init; }

    public string? Reference { get; init; }
}

internal sealed class RecipientAssessmentFile
{
    public required string Reference { get; init; }

    public required string Date { get; init; }

    public required string ReviewBy { get; init; }
}

internal sealed class TransferFile
{
    public required string Tool { get; init; }

    public required string Reference { get; init; }
}

internal sealed class ExtraUseFile
{
    public required string Use { get; init; }

    public required string Reference { get; init; }
}
