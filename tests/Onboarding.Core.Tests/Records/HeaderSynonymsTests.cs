using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

public class HeaderSynonymsTests
{
    [Theory]
    [InlineData("Email", (int)HeaderMeaning.Email)]
    [InlineData("\uFEFF E-Mail ", (int)HeaderMeaning.Email)]
    [InlineData("EMAIL_ADDRESS", (int)HeaderMeaning.Email)]
    [InlineData("\"E-mailadres\"", (int)HeaderMeaning.Email)]
    [InlineData("E-mail 1 - Value", (int)HeaderMeaning.Email)]
    [InlineData("\uFF25\uFF2D\uFF21\uFF29\uFF2C", (int)HeaderMeaning.Email)]
    [InlineData("Email (Contact) (Contact)", (int)HeaderMeaning.Email)]
    [InlineData("Mobile Phone Number", (int)HeaderMeaning.Phone)]
    [InlineData("MOBILEPHONE", (int)HeaderMeaning.Phone)]
    [InlineData("Telefon (gesch\u00E4ftlich)", (int)HeaderMeaning.Phone)]
    [InlineData("Telefon (gescha\u0308ftlich)", (int)HeaderMeaning.Phone)]
    [InlineData("06-nummer", (int)HeaderMeaning.Phone)]
    [InlineData("Klantnummer", (int)HeaderMeaning.ExternalId)]
    [InlineData("Country/Region", (int)HeaderMeaning.Country)]
    [InlineData("Country / Region", (int)HeaderMeaning.Country)]
    [InlineData("L\u00C4NDERKENNZEICHEN", (int)HeaderMeaning.Country)]
    [InlineData("Date of Birth", (int)HeaderMeaning.BirthDate)]
    [InlineData("Accepts Email Marketing", (int)HeaderMeaning.GrantsMarketing)]
    [InlineData("Nieuwsbrief", (int)HeaderMeaning.GrantsMarketing)]
    [InlineData("Opt-in", (int)HeaderMeaning.Grants)]
    [InlineData("Email Opt Out", (int)HeaderMeaning.Denies)]
    [InlineData("HASOPTEDOUTOFEMAIL", (int)HeaderMeaning.Denies)]
    [InlineData("bel-me-niet", (int)HeaderMeaning.Denies)]
    [InlineData("UNSUB_TIME", (int)HeaderMeaning.DeniedAt)]
    [InlineData("Last Active", (int)HeaderMeaning.LastActivity)]
    [InlineData("Email Domain", (int)HeaderMeaning.Unknown)]
    [InlineData("Voornaam", (int)HeaderMeaning.FirstName)]
    [InlineData("Voorletters", (int)HeaderMeaning.Initials)]
    [InlineData("Tussenvoegsel", (int)HeaderMeaning.NamePrefix)]
    [InlineData("Achternaam", (int)HeaderMeaning.LastName)]
    [InlineData("Volledige naam", (int)HeaderMeaning.FullName)]
    [InlineData("STRASSE", (int)HeaderMeaning.Street)]
    [InlineData("Stra\u00DFe", (int)HeaderMeaning.Street)]
    [InlineData("Huisnr.", (int)HeaderMeaning.HouseNumber)]
    [InlineData("Toevoeging", (int)HeaderMeaning.HouseNumberAddition)]
    [InlineData("PLZ", (int)HeaderMeaning.PostalCode)]
    [InlineData("Woonplaats", (int)HeaderMeaning.City)]
    [InlineData("password_hash", (int)HeaderMeaning.Unknown)]
    [InlineData("(Email)", (int)HeaderMeaning.Email)]
    [InlineData("", (int)HeaderMeaning.Unknown)]
    [InlineData("()", (int)HeaderMeaning.Unknown)]
    [InlineData("\uD800", (int)HeaderMeaning.Unknown)]
    public void Find_NameOfAColumn_IsWhatItMeans(string header, int meaning) => Assert.Equal((HeaderMeaning)meaning, HeaderSynonyms.Find(header));

    [Fact]
    public void Table_Names_MeanWhatTheirRowSays()
    {
        Assert.All(HeaderSynonyms.Table, row => Assert.All(row.Names, name => Assert.Equal((name, row.Meaning), (name, HeaderSynonyms.Find(name)))));
    }
}
