using Onboarding.Keys;

namespace Onboarding.Core.Tests.Keys;

public class DomainTests
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a/suppression/advertising")]
    [Trait("Refusal", "DOMAIN_INVALID")]
    public void Parse_NoDomain_IsRefused(string text)
    {
        Assert.Equal("DOMAIN_INVALID", Assert.Throws<OnboardingException>(() => Domain.Parse(text)).Code);
    }

    [Fact]
    public void Suppression_Controller_IsTheReservedDomain()
    {
        var domain = Domain.Suppression("webshop");
        Assert.Equal(("webshop/suppression/objection", true), (domain.ToString(), domain.IsSuppression));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("A")]
    [InlineData("")]
    public void Suppression_NoId_IsRefused(string controller)
    {
        Assert.Equal("DOMAIN_INVALID", Assert.Throws<OnboardingException>(() => Domain.Suppression(controller)).Code);
    }

    [Fact]
    public void Equals_SameText_IsEqual()
    {
        Assert.True(Domain.Parse("a/b/c").Equals((object)Domain.Parse("a/b/c")) && Domain.Parse("a/b/c").GetHashCode() == Domain.Parse("a/b/c").GetHashCode());
        Assert.False(Domain.Parse("a/b/c").Equals(Domain.Parse("a/b/d")));
    }
}
