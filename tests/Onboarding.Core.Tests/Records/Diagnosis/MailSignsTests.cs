using System.Text;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Which addresses are suspicious. Nothing is corrected.</summary>
public class MailSignsTests
{
    [Theory]
    [InlineData("gmial.com", true)]
    [InlineData("gmai.com", true)]
    [InlineData("gmaill.com", true)]
    [InlineData("gmsil.com", true)]
    [InlineData("hotmial.com", true)]
    [InlineData("hotnail.nl", true)]
    [InlineData("outlok.com", true)]
    [InlineData("yaho.com", true)]
    [InlineData("gmail.con", true)]
    [InlineData("icloud.cmo", true)]
    [InlineData("kpnmial.nl", true)]
    [InlineData("gmail.com", false)]
    [InlineData("hotmail.de", false)]
    [InlineData("mail.com", false)]
    [InlineData("ymail.com", false)]
    [InlineData("hotmail.no", false)]
    [InlineData("gmail.example.nl", false)]
    [InlineData("gmails.nl", false)]
    [InlineData("shop.example.nl", false)]
    [InlineData("a.b", false)]
    public void IsMisspelt_Host_IsOneSlipFromALargeOne(string host, bool expected) => Assert.Equal(expected, IsMisspelt(host));

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("shop.test", true)]
    [InlineData("shop.example", true)]
    [InlineData("example.nl", false)]
    [InlineData("test.nl", false)]
    public void IsReserved_Host_IsOneThatNoMailReaches(string host, bool expected) => Assert.Equal(expected, MailSigns.IsReserved(Encoding.ASCII.GetBytes(host)));

    [Theory]
    [InlineData("info", true)]
    [InlineData("klantenservice", true)]
    [InlineData("informatie-en-service", false)]
    [InlineData("info.jan", false)]
    [InlineData("inf", false)]
    public void IsRole_Local_IsAFunction(string local, bool expected) => Assert.Equal(expected, MailSigns.IsRole(Encoding.ASCII.GetBytes(local)));

    [Fact]
    public void Hosts_All_AreNotMisspelt() => Assert.DoesNotContain(MailSigns.Hosts.Concat(MailSigns.LookAlikes), IsMisspelt);

    [Fact]
    public void Words_All_FitTheirSet()
    {
        Assert.All(MailSigns.Roles, r => Assert.True(MailSigns.IsRole(Encoding.ASCII.GetBytes(r)), r));
        Assert.All(MailSigns.Hosts.Concat(MailSigns.LookAlikes).Concat(MailSigns.ReservedHosts), h => Assert.InRange(h.Length, 3, 16));
    }

    private static bool IsMisspelt(string host)
    {
        var bytes = Encoding.ASCII.GetBytes(host);
        return !MailSigns.IsLarge(bytes) && MailSigns.IsMisspelt(bytes);
    }
}
