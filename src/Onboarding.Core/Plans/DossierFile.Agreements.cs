namespace Onboarding.Plans;

internal sealed class BasisFile
{
    public required string Party { get; init; }

    public required string Basis { get; init; }

    public required string Reference { get; init; }

    public string[] Purposes { get; set; } = [];

    public BalancingTestFile? BalancingTest { get; init; }
}

/// <summary>The balancing test behind a legitimate interest (rule LB-03).</summary>
internal sealed class BalancingTestFile
{
    public string? Date { get; init; }

    public string? Reviewer { get; init; }

    public string? ReviewBy { get; init; }

    public string? Interest { get; init; }

    public string? Necessity { get; init; }

    public string? LessIntrusive { get; init; }

    public string? Expectation { get; init; }

    public string? Balance { get; init; }

    public string[] Safeguards { get; set; } = [];

    public bool? OptOutOffered { get; init; }

    public string? Conclusion { get; init; }

    public string[] Purposes { get; set; } = [];

    public string[] Fields { get; set; } = [];
}

internal sealed class NoticeFile
{
    public required string Party { get; init; }

    public required string Uri { get; init; }

    public required string Version { get; init; }

    public string? Sha256 { get; init; }

    public string? ValidFrom { get; init; }

    public string[] Purposes { get; set; } = [];

    public string[] Recipients { get; set; } = [];

    public string[] RecipientCategories { get; set; } = [];

    public string[] States { get; set; } = [];

    public string? SeparateObjection { get; init; }
}

internal sealed class AgreementFile
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string[] Parties { get; init; }

    public string[] SignedBy { get; set; } = [];

    public string? ValidFrom { get; init; }

    public required string ValidUntil { get; init; }

    public DocumentFile? Document { get; init; }

    public string[] Purposes { get; set; } = [];

    public string[] Fields { get; set; } = [];

    public string[] Operations { get; set; } = [];

    public AgreementSideFile[] Sides { get; set; } = [];

    public SubProcessorsFile? SubProcessors { get; init; }

    public string? End { get; init; }

    /// <summary>Where the agreement says what it must say: name of the part to clause or text.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];
}

internal sealed class DocumentFile
{
    public required string Uri { get; init; }

    public string? Sha256 { get; init; }
}

internal sealed class AgreementSideFile
{
    public required string Party { get; init; }

    public required string Role { get; init; }

    public required string[] Purposes { get; init; }

    public required string Basis { get; init; }

    public string? Reference { get; init; }
}

internal sealed class SubProcessorsFile
{
    public required string Authorisation { get; init; }

    public string[] Listed { get; set; } = [];
}

internal sealed class InstructionFile
{
    public required string Id { get; init; }

    public required string By { get; init; }

    public required string To { get; init; }

    public required string Recipient { get; init; }

    public required string Purpose { get; init; }

    public required string[] Fields { get; init; }

    public required string ValidUntil { get; init; }
}
