namespace Onboarding.Records;

/// <summary>What the name of a column says that it holds.</summary>
internal enum HeaderMeaning
{
    /// <summary>Nothing that onboarding reads, or nothing that is known.</summary>
    Unknown,

    Email,

    Phone,

    ExternalId,

    Country,

    BirthDate,

    LastActivity,

    /// <summary>A yes in the column grants.</summary>
    Grants,

    /// <summary>A yes in the column denies.</summary>
    Denies,

    /// <summary>The column holds when somebody said no.</summary>
    DeniedAt,
}
