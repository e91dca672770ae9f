using System.Text.Json.Serialization;

namespace Onboarding.Plans;

/// <summary>dossier.json as it is written: what changes from year to year.</summary>
internal sealed class DossierFile
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int Version { get; init; }

    public required string Controller { get; init; }

    public string? Recipient { get; init; }

    public string? Purpose { get; init; }

    public required PartyFile[] Parties { get; init; }

    public string[]? Fields { get; init; }

    public BasisFile[]? Bases { get; init; }

    public NoticeFile? Notice { get; init; }

    public AgreementFile? Agreement { get; init; }

    public string? LongestRetention { get; init; }
}

internal sealed class PartyFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Contact { get; init; }

    public string? Country { get; init; }

    public string? Objection { get; init; }
}

internal sealed class BasisFile
{
    public required string Party { get; init; }

    public required string Basis { get; init; }

    public required string Reference { get; init; }
}

internal sealed class NoticeFile
{
    public required string Uri { get; init; }

    public required string Version { get; init; }
}

internal sealed class AgreementFile
{
    public required string Id { get; init; }

    public required string ValidUntil { get; init; }
}
