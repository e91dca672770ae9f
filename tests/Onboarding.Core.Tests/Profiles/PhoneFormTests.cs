using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

/// <summary>Phone rows: in which region they are read, numbers that nobody has, and what the last step of a profile still refuses.</summary>
public class PhoneFormTests
{
    // Contested: its point is that no region is known.
    private const int WithoutRegion = 35;

    private static IEnumerable<PlatformVector> Rows => PlatformVectors.All.Where(r => PlatformVectors.FindField(r)?.Field == ProfileField.Phone);

    [Fact]
    public void Regions_RowsThatNeedOne_AreAllThere()
    {
        var needed = Rows.Where(r => r.Region is null && PhoneVectors.Read(r.Input, PhoneRegion.None) == "PHONE_NO_REGION").Select(r => r.Number);
        int[] asTheyStand = [23, 307, 308, 309, 310];
        Assert.Equal([.. PhoneVectors.Regions.Keys.Except(asTheyStand).Append(WithoutRegion).Order()], needed);
        Assert.All(asTheyStand, number => Assert.Equal(
            ("PHONE_NOT_VALID", "PHONE_NOT_VALID"),
            (PhoneVectors.Read(Row(number).Input, PhoneRegion.None), PhoneVectors.Read(Row(number).Input, PhoneVectors.RegionOf(Row(number))))));
    }

    [Fact]
    public void Regions_Rows_NameNoneThemselves()
    {
        Assert.All(PhoneVectors.Regions.Keys, number => Assert.Equal((null, ProfileField.Phone), (Row(number).Region, PlatformVectors.FieldOf(Row(number)))));
    }

    [Fact]
    public void TryWrite_NumberOfNobody_HasTheKnownFormAndNoCanonicalOne()
    {
        Assert.All(PhoneVectors.NumbersOfNobody, known =>
        {
            var row = Row(known.Row);
            Assert.Equal("+" + row.Normalized!.TrimStart('+'), known.Number);
            Assert.Equal("PHONE_NOT_VALID", PhoneVectors.Read(row.Input, PhoneVectors.RegionOf(row)));
            Assert.Equal("PHONE_NOT_VALID", PhoneVectors.Read(Encoding.ASCII.GetBytes(known.Number), PhoneRegion.None));
            Assert.Equal("PHONE_NOT_VALID", PlatformVectors.Make(row));
            Assert.Equal(row.Normalized, PlatformVectors.Write(PlatformVectors.FindField(row)!, Encoding.ASCII.GetBytes(known.Number)));
        });
    }

    // Each text of 308 to 310 is wrong in one respect only: its length, a letter, a second plus sign.
    [Theory]
    [InlineData(23)]
    [InlineData(118)]
    [InlineData(307)]
    [InlineData(308)]
    [InlineData(309)]
    [InlineData(310)]
    [InlineData(311)]
    public void TryWrite_RejectedNumberAsGiven_HasNoForm(int number)
    {
        Assert.Equal("PHONE_NOT_VALID", PlatformVectors.Write(PlatformVectors.FindField(Row(number))!, Row(number).Input));
    }

    // Row 309 is rejected for its length: fewer than three letters are no vanity number, and libphonenumber drops them.
    [Fact]
    public void Read_SingleLetter_IsDropped()
    {
        Assert.Equal("PHONE_NOT_VALID", PhoneVectors.Read("+1234567890"u8, PhoneRegion.None));
        Assert.Equal("+12345678901", PhoneVectors.Read("+12345678901A"u8, PhoneRegion.None));
    }

    private static PlatformVector Row(int number) => PlatformVectors.All[number];
}
