using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

public sealed class PhoneRegionTests
{
    [Theory]
    [InlineData("NL", "NL")]
    [InlineData("nl", "NL")]
    [InlineData(" nL\r\n", "NL")]
    [InlineData("NLD", "NL")]
    [InlineData("nld", "NL")]
    [InlineData("Netherlands", "NL")]
    [InlineData("The Netherlands", "NL")]
    [InlineData("Nederland", "NL")]
    [InlineData("HOLLAND", "NL")]
    [InlineData("UK", "GB")]
    [InlineData("uk", "GB")]
    [InlineData("GB", "GB")]
    [InlineData("GBR", "GB")]
    [InlineData("U.K.", "GB")]
    [InlineData("Verenigd Koninkrijk", "GB")]
    [InlineData("United Kingdom", "GB")]
    [InlineData("Great-Britain", "GB")]
    [InlineData("België", "BE")]
    [InlineData("Belgie", "BE")]
    [InlineData("BELGIË", "BE")]
    [InlineData("belgie\u0308", "BE")]
    [InlineData("Belgium", "BE")]
    [InlineData("Duitsland", "DE")]
    [InlineData("Germany", "DE")]
    [InlineData("USA", "US")]
    [InlineData("U.S.A.", "US")]
    [InlineData("US", "US")]
    [InlineData("Verenigde Staten", "US")]
    [InlineData("United States of America", "US")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("Cote d'Ivoire", "CI")]
    [InlineData("Ivoorkust", "CI")]
    [InlineData("Curaçao", "CW")]
    [InlineData("Sint Maarten", "SX")]
    [InlineData("Sint-Maarten", "SX")]
    [InlineData("St. Lucia", "LC")]
    [InlineData("Saint Lucia", "LC")]
    [InlineData("Trinidad & Tobago", "TT")]
    [InlineData("Trinidad and Tobago", "TT")]
    [InlineData("Trinidad en Tobago", "TT")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Turkije", "TR")]
    [InlineData("Turkey", "TR")]
    [InlineData("Réunion", "RE")]
    [InlineData("Åland", "AX")]
    [InlineData("Kosovo", "XK")]
    [InlineData("XKX", "XK")]
    [InlineData("Oekraïne", "UA")]
    [InlineData("Zuid-Afrika", "ZA")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("Tsjechië", "CZ")]
    [InlineData("Russian Federation", "RU")]
    [InlineData("Congo", "")]
    [InlineData("Korea", "")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("N", "")]
    [InlineData("ZZ", "")]
    [InlineData("AQ", "")]
    [InlineData("QQQ", "")]
    [InlineData("N1", "")]
    [InlineData("@@", "")]
    [InlineData("Atlantis", "")]
    [InlineData("Nederland1", "")]
    [InlineData("001", "")]
    [InlineData("Zuid-Korea", "KR")]
    [InlineData("DR Congo", "CD")]
    [InlineData("Hong Kong", "HK")]
    [InlineData("VS", "US")]
    [InlineData("Faeröer", "FO")]
    [InlineData("[[", "")]
    [InlineData("`a", "")]
    [InlineData("Bosnië en Herzegovina", "BA")]
    public void Codes_and_names_are_read(string text, string code)
    {
        Assert.Equal(code.Length != 0, PhoneRegion.TryParse(Encoding.UTF8.GetBytes(text), out PhoneRegion region));
        Assert.Equal(code, region.ToString());
    }

    [Fact]
    public void Every_region_has_its_code()
    {
        for (int i = 0; i < PhoneRegion.Count; i++)
        {
            PhoneRegion region = PhoneRegion.FromIndex(i);
            Assert.True(PhoneRegion.TryParse(region.Code, out PhoneRegion again));
            Assert.Equal(region, again);
        }
    }
}
