namespace Onboarding.Plans;

/// <summary>What is known before a plan is drafted. Whatever is not becomes a question.</summary>
public sealed class PlanDraftOptions
{
    /// <summary>Where the audience is to go, one of <see cref="PlanDraft.Destinations"/>.</summary>
    public required string To { get; init; }

    /// <summary>The path of the file of records, relative to the plan.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The fields of the file's first row.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Whether the file is not in UTF-8, so that the plan has to say what it is in.</summary>
    /// <value>The default is false.</value>
    public bool NeedsEncoding { get; init; }

    /// <summary>The region of phone numbers in national spelling, two capital letters.</summary>
    /// <value>The default is null: a question, unless a column of the country is among the columns.</value>
    public string? Region { get; init; }

    /// <summary>The own id in the dossier.</summary>
    /// <value>The default is null: a question.</value>
    public string? Controller { get; init; }

    /// <summary>The recipient's id in the dossier.</summary>
    /// <value>The default is null: a platform's own name, else a question.</value>
    public string? Recipient { get; init; }

    /// <summary>The purpose.</summary>
    /// <value>The default is null: a question.</value>
    public string? Purpose { get; init; }

    /// <summary>The own legal basis; the questions of other bases are left out then.</summary>
    /// <value>The default is null: consent where the platform demands it, else a question.</value>
    public string? Basis { get; init; }
}
