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

    FirstName,

    Initials,

    /// <summary>A part of the last name that stands before it: <c>de</c>, <c>van der</c>.</summary>
    NamePrefix,

    LastName,

    /// <summary>First and last name in one.</summary>
    FullName,

    Street,

    HouseNumber,

    HouseNumberAddition,

    PostalCode,

    City,

    BirthDate,

    LastActivity,

    /// <summary>A yes in the column is consent to something that the name does not tell.</summary>
    Grants,

    /// <summary>A yes in the column is one to newsletters or marketing: no consent to matching (rule LB-06).</summary>
    GrantsMarketing,

    /// <summary>A yes in the column denies.</summary>
    Denies,

    /// <summary>The column holds when somebody said no.</summary>
    DeniedAt,
}
