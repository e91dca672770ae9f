using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Support;

/// <summary>What the phone rows of platform-forms.json do not say themselves: where a number is from, and why nobody can have it.</summary>
internal static class PhoneVectors
{
    private const string Formatter = "the source's code takes the digits for complete and puts + before them; to the library that is a national spelling, and the digits begin with the calling code of ";
    private const string Signs = "any region: the row tests signs, letters or length, and must not fail for want of a region";
    private const string NoAreaCode = "555 is no area code of the North American plan; it is kept for directory numbers and fiction";

    /// <summary>The regions of rows that name none. What is not here is read without a region.</summary>
    public static IReadOnlyDictionary<int, (string Region, string Because)> Regions { get; } = new Dictionary<int, (string, string)>
    {
        [18] = ("US", Formatter + "the United States"),
        [19] = ("US", Formatter + "the United States"),
        [20] = ("US", Formatter + "the United States"),
        [21] = ("GB", Formatter + "the United Kingdom; 0113 496 0xxx is its range for drama"),
        [23] = ("US", Signs),
        [82] = ("US", "national spelling; the page takes numbers with their calling code, and this begins with 1"),
        [205] = ("AM", "the page's example has a calling code, and 374 is Armenia's"),
        [206] = ("AM", "the page's example has a calling code, and 374 is Armenia's"),
        [207] = ("US", "a national spelling; nothing in the row names a region, and 657 is a Californian area code"),
        [208] = ("US", "a national spelling; nothing in the row names a region, and 657 is a Californian area code"),
        [264] = ("US", "the page's example of the North American plan, digits with their calling code"),
        [265] = ("SG", "the example is UID2's too, whose page says Singapore"),
        [277] = ("US", "the page says US"),
        [278] = ("SG", "the page says Singapore"),
        [279] = ("AU", "the page says Australia"),
        [281] = ("GB", "the page's example begins with 44, the calling code of the United Kingdom"),
        [282] = ("FR", "the page's example begins with 33, the calling code of France"),
        [307] = ("US", Signs),
        [308] = ("US", Signs),
        [309] = ("US", Signs),
        [310] = ("US", Signs),
        [311] = ("US", "an American spelling"),
    };

    /// <summary>
    /// Rows whose number is well formed and that no network gives out. Runs reject them, as libphonenumber does; the form of the
    /// platform is of the number in E.164 all the same, and is tested from there.
    /// </summary>
    public static IReadOnlyList<(int Row, string Number, string Because)> NumbersOfNobody { get; } =
    [
        (82, "+15559876543", NoAreaCode),
        (251, "+15554441234", NoAreaCode),
        (252, "+15554441234", NoAreaCode),
        (264, "+11234567890", "area codes of the North American plan begin with 2 to 9, this with 1"),
        (280, "+6512435678", "numbers of Singapore with eight digits begin with 3, 6, 8 or 9, this with 1"),
        (281, "+442345678901", "below the British code 023 only 0230, 0231, 0238 and 0239 are in use, not 0234"),
        (304, "+123456789012", "eleven digits after +1, where the North American plan has ten"),
        (305, "+123456789012345", "fourteen digits after +1, where the North American plan has ten"),
        (324, "+15551234567", NoAreaCode),
    ];

    /// <summary>The region in which a row is read: its own, or the table's.</summary>
    public static PhoneRegion RegionOf(PlatformVector row)
    {
        var region = row.Region ?? (Regions.TryGetValue(row.Number, out var known) ? known.Region : null);
        if (region is null)
        {
            return PhoneRegion.None;
        }

        Assert.True(PhoneRegion.TryParse(Encoding.ASCII.GetBytes(region), out var found), region);
        return found;
    }

    /// <summary>The number in E.164 that a run reads, or the code of the reason why there is none.</summary>
    public static string Read(ReadOnlySpan<byte> cell, PhoneRegion region)
    {
        var number = new byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.TryNormalize(IdentifierKind.Phone, cell, region, number, out var length);
        return reason == RejectionReason.None ? Encoding.ASCII.GetString(number, 0, length) : RejectionReasons.GetCode(reason);
    }
}
