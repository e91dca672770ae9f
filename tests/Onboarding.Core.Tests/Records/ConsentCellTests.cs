using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Words of consent: the cell decides before the header, and what nobody knows is no consent.</summary>
public sealed class ConsentCellTests
{
    [Theory]
    [InlineData("1", "Granted", "Withdrawn")]
    [InlineData("TRUE", "Granted", "Withdrawn")]
    [InlineData("Ja", "Granted", "Withdrawn")]
    [InlineData("x", "Granted", "Withdrawn")]
    [InlineData("wahr", "Granted", "Withdrawn")]
    [InlineData("0", "Refused", "Unknown")]
    [InlineData("false", "Refused", "Unknown")]
    [InlineData("Nee", "Refused", "Unknown")]
    [InlineData("falsch", "Refused", "Unknown")]
    [InlineData("Allow", "Granted", "Granted")]
    [InlineData("SUBSCRIBED", "Granted", "Granted")]
    [InlineData("Opted-in", "Granted", "Granted")]
    [InlineData("double opt-in", "Granted", "Granted")]
    [InlineData("Toestaan", "Granted", "Granted")]
    [InlineData("Do Not Allow", "Withdrawn", "Withdrawn")]
    [InlineData("UNSUBSCRIBED", "Withdrawn", "Withdrawn")]
    [InlineData("opted_out", "Withdrawn", "Withdrawn")]
    [InlineData("Niet toestaan", "Withdrawn", "Withdrawn")]
    [InlineData("Cleaned", "Withdrawn", "Withdrawn")]
    [InlineData("", "Unknown", "Unknown")]
    [InlineData(" \u00a0", "Unknown", "Unknown")]
    [InlineData("----", "Unknown", "Unknown")]
    [InlineData("?", "Unknown", "Unknown")]
    [InlineData("n/a", "Unknown", "Unknown")]
    [InlineData("NULL", "Unknown", "Unknown")]
    [InlineData("(blank)", "Unknown", "Unknown")]
    [InlineData("Not set", "Unknown", "Unknown")]
    [InlineData("NEVER_SUBSCRIBED", "Unknown", "Unknown")]
    [InlineData("Not Activated", "Unknown", "Unknown")]
    [InlineData("Unconfirmed", "Unknown", "Unknown")]
    [InlineData("Pending", "Unknown", "Unknown")]
    [InlineData("non-subscribed", "Unknown", "Unknown")]
    [InlineData("No consent", "Unknown", "Unknown")]
    [InlineData("2026-02-03 04:05:06", "Unknown", "Withdrawn")]
    [InlineData("yes and no", "Unknown", "Withdrawn")]
    [InlineData("#N/A", "Unknown", "Withdrawn")]
    [InlineData("=TRUE()", "Unknown", "Withdrawn")]
    [InlineData("'yes", "Granted", "Withdrawn")]
    public void Read_Cell_MeansWhatItSays(string cell, string grants, string denies)
    {
        Assert.Equal((grants, denies), (Read(cell, denies: false), Read(cell, denies: true)));
        Assert.Equal((grants, denies), ContractCulture.Run("tr-TR", () => (Read(cell, denies: false), Read(cell, denies: true))));
    }

    [Theory]
    [InlineData("Freely given consent from contact", "Granted")]
    [InlineData("LEGITIMATE INTEREST", "Refused")]
    [InlineData("yes", "Unknown")]
    [InlineData("Allow", "Unknown")]
    [InlineData("no", "Unknown")]
    [InlineData("Unsubscribed", "Withdrawn")]
    public void Read_WordsOfThePlan_TakeThePlaceOfTheUsualOnes(string cell, string expected)
    {
        Assert.Equal(expected, Read(cell, denies: false, ["freely given consent from contact"], ["Legitimate interest"]));
    }

    [Fact]
    public void Read_WordThatIsYesAndNo_IsNo() => Assert.Equal("Refused", Read("maybe", denies: false, ["maybe"], ["maybe"]));

    [Theory]
    [InlineData("2026-02-03", true)]
    [InlineData("2026-02-03 04:05:06 UTC", true)]
    [InlineData("yes", true)]
    [InlineData("Unsubscribe link", true)]
    [InlineData("1", true)]
    [InlineData("#REF!", true)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("NULL", false)]
    [InlineData("never", false)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("0000-00-00 00:00:00", false)]
    public void IsWithdrawal_AnythingButAWordForNothing_IsOne(string cell, bool expected)
    {
        Assert.Equal(expected, ConsentCell.IsWithdrawal(RowEvidence.Column(EvidenceKind.ConsentWithdrawnAt), Encoding.UTF8.GetBytes(cell)));
    }

    private static string Read(string cell, bool denies, string[]? yes = null, string[]? no = null)
    {
        return ConsentCell.Read(RowEvidence.Column(EvidenceKind.Consent, denies, yes, no), Encoding.UTF8.GetBytes(cell)).ToString();
    }
}
