namespace Onboarding.Profiles;

/// <summary>A field that a platform can match by, under the names of plans. 1 to 4 are the values of <see cref="Identifiers.IdentifierKind"/>; the others are what a record can have besides, for the sake of platforms.</summary>
internal enum ProfileField : byte
{
    Email = 1,
    Phone,
    Maid,
    ExternalId,
    FirstName,
    LastName,
    FirstInitial,
    Street,
    City,
    State,
    PostalCode,
    Country,
    DateOfBirth,
    BirthYear,
    BirthMonth,
    BirthDay,
    Gender,
}
