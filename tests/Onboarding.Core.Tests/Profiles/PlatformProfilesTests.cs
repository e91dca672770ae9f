using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

public class PlatformProfilesTests
{
    [Fact]
    public void All_Ids_AreThoseOfThePlatforms()
    {
        Assert.Equal(
            "google meta tiktok snap pinterest linkedin microsoft amazon reddit x yahoo uid2 euid thetradedesk liveramp criteo optable",
            string.Join(' ', PlatformProfiles.All.Select(p => p.Id)));
    }

    [Fact]
    public void All_Fields_AreDeclaredOnceWithSourceAndGrade()
    {
        Assert.All(PlatformProfiles.All, profile =>
        {
            Assert.Equal(profile.Fields.Select(f => f.Field).Distinct(), profile.Fields.Select(f => f.Field));
            Assert.All(profile.Fields, f => Assert.True(f.Source?.Scheme == Uri.UriSchemeHttps && f.Grade is "A" or "B" or "C", $"{profile.Id} {f.Field}"));
            Assert.True(profile.Name.Length > 0 && profile.ReadOn > default(DateOnly), profile.Id);
            Assert.All(profile.Together, set => Assert.All(set, field => Assert.NotNull(profile.Find(field))));
        });
    }

    [Fact]
    public void Presets_Fields_AreFieldsOfTheProfileAndPlainWhereThatSaysSo()
    {
        Assert.All(PlatformPresets.All, preset =>
        {
            var profile = PlatformProfiles.Find(preset.Id)!;
            var fields = profile.Fields.ToDictionary(f => ProfileFields.GetName(f.Field));
            Assert.Empty(preset.AllowedFields.Except(fields.Keys));
            Assert.Equal(preset.AllowedFields.Where(name => !fields[name].IsHashed).Order(), preset.PlainFields.Order());
        });
    }

    [Fact]
    public void Make_SpaceInsideAnAddress_HasAFormThatRunsReject()
    {
        var profiles = PlatformProfiles.All.Where(p => p.Find(ProfileField.Email)!.Steps.Contains(FormSteps.DropSpaces)).ToList();
        Assert.Equal(["google", "tiktok", "liveramp"], profiles.Select(p => p.Id));
        Assert.All(profiles, profile =>
        {
            var made = new ProfileForm(profile.Id, "email").Make("quin ny@example.com"u8);
            Assert.Equal(("quinny@example.com", RejectionReason.InnerSpace), (Encoding.UTF8.GetString(made.Form.Span), made.ReasonInRuns));
            Assert.Contains("`INNER_SPACE`", profile.Find(ProfileField.Email)!.Choice, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Google_Address_IsTogether()
    {
        Assert.Equal([ProfileField.FirstName, ProfileField.LastName, ProfileField.Country, ProfileField.PostalCode], Assert.Single(PlatformProfiles.Find("google")!.Together));
    }

    [Theory]
    [Trait("Refusal", "DEVICE_UNKNOWN")]
    [InlineData("reddit", DeviceKind.Unknown, "DEVICE_UNKNOWN")]
    [InlineData("reddit", DeviceKind.Idfa, "EA7583CD-A667-48BC-B806-42ECB2B48606")]
    [InlineData("reddit", DeviceKind.Aaid, "ea7583cd-a667-48bc-b806-42ecb2b48606")]
    [InlineData("liveramp", DeviceKind.Unknown, "DEVICE_UNKNOWN")]
    [InlineData("liveramp", DeviceKind.Idfa, "EA7583CD-A667-48BC-B806-42ECB2B48606")]
    [InlineData("optable", DeviceKind.Unknown, "DEVICE_UNKNOWN")]
    [InlineData("optable", DeviceKind.Idfa, "ea7583cd-a667-48bc-b806-42ecb2b48606")]
    [InlineData("x", DeviceKind.Unknown, "ea7583cd-a667-48bc-b806-42ecb2b48606")]
    internal void TryWrite_Maid_DependsOnTheDevice(string profile, DeviceKind device, string expected)
    {
        Assert.Equal(expected, PlatformVectors.Write(PlatformProfiles.Find(profile)!.Find(ProfileField.Maid)!, "Ea7583cda66748bcb80642ecb2b48606"u8, device));
    }

    [Theory]
    [Trait("Refusal", "EXTERNAL_ID_CHARACTER")]
    [InlineData("customer_1-A", "customer_1-A")]
    [InlineData("customer 1", "EXTERNAL_ID_CHARACTER")]
    [InlineData("klant-é", "EXTERNAL_ID_CHARACTER")]
    public void TryWrite_ExternalIdOfAmazon_HasCharactersThatItTakes(string value, string expected)
    {
        Assert.Equal(expected, PlatformVectors.Write(PlatformProfiles.Find("amazon")!.Find(ProfileField.ExternalId)!, Encoding.UTF8.GetBytes(value)));
    }

    [Fact]
    public void GetPrefix_Optable_IsApartFromTheForm()
    {
        var fields = PlatformProfiles.Find("optable")!;
        Assert.Equal(("a:", "g:"), (fields.Find(ProfileField.Maid)!.GetPrefix(DeviceKind.Idfa), fields.Find(ProfileField.Maid)!.GetPrefix(DeviceKind.Aaid)));
        Assert.Equal(("e:", "p:", "z:", "c:"), (Prefix(ProfileField.Email), Prefix(ProfileField.Phone), Prefix(ProfileField.PostalCode), Prefix(ProfileField.ExternalId)));
        string Prefix(ProfileField field) => fields.Find(field)!.GetPrefix(DeviceKind.Unknown);
    }

    [Fact]
    public void TryWrite_ShortDestination_Throws()
    {
        var field = PlatformProfiles.Find("meta")!.Find(ProfileField.Email)!;
        Assert.Throws<ArgumentException>(() => field.TryWrite("a@example.com"u8, default, new byte[PlatformProfile.MaxLength - 1], out _));
    }
}
