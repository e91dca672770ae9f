using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

/// <summary>What stands beside matched own ids is the stricter of the audience's label and the recipient's own plan.</summary>
public sealed class MatchLabelTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Theory]
    [InlineData("P30D", "P7D", "2026-03-09T09:00:00Z", "2026-04-01T09:00:00Z")]
    [InlineData("P20D", "P5D", "2026-03-07T09:00:00Z", "2026-03-22T09:00:00Z")]
    [InlineData("P60D", "P40D", "2026-03-09T09:00:00Z", "2026-04-01T09:00:00Z")]
    public void Build_DatesOfBothSides_TakesTheEarlier(string deleteBy, string useBy, string expectedUseBy, string expectedDeleteBy)
    {
        using var label = Build("""["re-identification"]""", plan => (plan.DeleteBy, plan.UseBy) = (deleteBy, useBy));

        Assert.Equal((expectedUseBy, expectedDeleteBy), (label.RootElement.GetProperty("onb:useBy").GetString(), label.RootElement.GetProperty("onb:deleteBy").GetString()));
    }

    [Fact]
    public void Build_UseThatOnlyTheSenderForbids_IsForbidden()
    {
        using var label = Build("""["resale"]""");
        var forbidden = label.RootElement.GetProperty("onb:forbidden").EnumerateArray().Select(f => f.GetString()).ToList();

        Assert.Contains("resale", forbidden);
        Assert.Contains("re-identification", forbidden);
    }

    [Theory]
    [InlineData("\"resale\"")]
    [InlineData("[]")]
    public void Parse_ForbiddenUses_AreATextOrAListOfTexts(string forbidden)
    {
        using var label = Build(forbidden);
        Assert.Equal("match", label.RootElement.GetProperty("onb:view").GetString());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [Trait("Refusal", "LABEL_INVALID")]
    public void Parse_ForbiddenUsesOfAnotherForm_AreRefused(string forbidden) => Assert.Equal("LABEL_INVALID", Assert.Throws<OnboardingException>(() => Build(forbidden)).Code);

    public void Dispose() => _world.Dispose();

    private JsonDocument Build(string forbidden, Action<RunPlan>? change = null)
    {
        using var card = _world.Card();
        var json = ContractAudience.Label(card, """{"email":3}""").Replace("2026-11-02T09", "2026-03-02T09", StringComparison.Ordinal).Replace("2026-12-02T09", "2026-03-09T09", StringComparison.Ordinal).Replace("2027-01-31T09", "2026-04-01T09", StringComparison.Ordinal);
        var audience = PseudonymityLabel.Parse(System.Text.Encoding.UTF8.GetBytes(json[..^1] + $",\"onb:forbidden\":{forbidden}}}"));
        return JsonDocument.Parse(MatchLabel.Build(audience, _world.ApproveMatch(change).Reviewed, RunWorld.Start));
    }
}
