using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

public class RejectionReasonsTests
{
    [Fact]
    public void All_EveryReason_HasACodeOfItsOwn()
    {
        var codes = RejectionReasons.All.Select(RejectionReasons.GetCode).ToList();
        Assert.Equal(codes.Count, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void GetCode_EveryReason_IsItsNameInCapitals()
    {
        Assert.All(RejectionReasons.All, reason => Assert.Equal(reason.ToString(), RejectionReasons.GetCode(reason).Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    public void GetCode_NoReason_Throws(int reason) => Assert.Throws<ArgumentOutOfRangeException>(() => RejectionReasons.GetCode((RejectionReason)reason));

    [Fact]
    public void TryParse_EveryKindName_RoundTrips()
    {
        Assert.All(IdentifierKinds.All, kind => Assert.True(IdentifierKinds.TryParse(IdentifierKinds.GetName(kind), out var parsed) && parsed == kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Email")]
    [InlineData("email ")]
    [InlineData("sha256")]
    public void TryParse_OtherName_IsUnknown(string? name) => Assert.False(IdentifierKinds.TryParse(name, out _));
}
