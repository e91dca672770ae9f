namespace Onboarding.Records;

/// <summary>A field that a record can have besides identifiers, for the sake of platforms. Names in plans: the value in snake case, such as <c>first_name</c>.</summary>
internal enum PlainField
{
    FirstName = 5,
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
