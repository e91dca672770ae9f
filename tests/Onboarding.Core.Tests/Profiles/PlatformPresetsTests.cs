using System.Globalization;
using System.Text.RegularExpressions;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Profiles;

public partial class PlatformPresetsTests
{
    [Fact]
    public void All_PageOfContracts_HasTheSameTable()
    {
        var page = File.ReadAllLines(Path.Combine(ContractFolder.Repository, "docs", "platform-contracts.md"));
        Assert.Equal(PlatformPresets.All.Select(Row), page.Where(line => RowOfPreset().IsMatch(line)));
    }

    [Fact]
    public void All_PageOfContracts_SaysHowEachWasRead()
    {
        var page = File.ReadAllLines(Path.Combine(ContractFolder.Repository, "docs", "platform-contracts.md"));
        Assert.Equal(PlatformPresets.All.Select(p => p.Id), page.Select(line => NoteOfPreset().Match(line)).Where(note => note.Success).Select(note => note.Groups[1].Value));
    }

    [Fact]
    public void All_Ids_AreUniqueAndPlain()
    {
        Assert.Equal(PlatformPresets.All.Count, PlatformPresets.All.Select(p => p.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(PlatformPresets.All, preset => Assert.Matches(@"^[a-z0-9-]+\z", preset.Id));
    }

    [Fact]
    public void All_Contracts_AreNamedAndAtHttps()
    {
        Assert.All(PlatformPresets.All, preset => Assert.True(preset.Name.Length > 0 && preset.Contract.Length > 0 && preset.ContractUri.Scheme == Uri.UriSchemeHttps, preset.Id));
    }

    [Fact]
    public void All_Roles_AreContestedUnlessJoint()
    {
        Assert.Equal(["thetradedesk"], PlatformPresets.All.Where(p => !p.IsContested).Select(p => p.Id));
    }

    [Fact]
    public void All_RolesNotVerified_HaveTheGradeThatSaysSo()
    {
        Assert.All(PlatformPresets.All, preset => Assert.Contains(preset.ReadGrade, preset.ClaimedRole == PlatformRole.NotVerified ? ["C"] : new[] { "A", "B" }));
    }

    [Fact]
    public void All_ConsentDemands_AreThoseOfGoogleAndAmazon()
    {
        Assert.Equal(["google", "amazon"], PlatformPresets.All.Where(p => p.RequiresConsent).Select(p => p.Id));
    }

    [Fact]
    public void All_Fields_AreThoseOfPlans()
    {
        Assert.All(PlatformPresets.All, preset =>
        {
            Assert.All(preset.AllowedFields, field => Assert.True(IdentifierKinds.TryParse(field, out _) || RecordFields.IsPlatformOnly(field) || field == RecordFields.Country, $"{preset.Id}: {field}"));
            Assert.Equal(preset.AllowedFields.Distinct(), preset.AllowedFields);
            Assert.Empty(preset.PlainFields.Except(preset.AllowedFields));
        });
    }

    private static string Row(PlatformPreset preset) => "| " + string.Join(" | ",
    [
        $"`{preset.Id}`",
        preset.Name,
        $"[{preset.Contract}]({preset.ContractUri})",
        preset.ContractDate ?? "no date seen",
        preset.ClaimedRole switch { PlatformRole.Processor => "processor", PlatformRole.JointController => "joint controller", _ => "not verified" },
        preset.ClaimedRole switch { PlatformRole.Processor => "none seen", PlatformRole.JointController => "offered", _ => "not verified" },
        preset.IsContested ? "yes" : "no",
        preset.RequiresConsent ? Names(preset.ConsentTerms) : "-",
        preset.MinimumMembers?.ToString(CultureInfo.InvariantCulture) ?? "-",
        preset.LongestRetention is { } longest ? string.Create(CultureInfo.InvariantCulture, $"{longest.TotalDays} days") : "-",
        Names(preset.AllowedFields.Except(preset.PlainFields)),
        preset.PlainFields.Count > 0 ? Names(preset.PlainFields) : "-",
        preset.ReadGrade,
        preset.ReadOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    ]) + " |";

    private static string Names(IEnumerable<string> names) => string.Join(' ', names.Select(name => $"`{name}`"));

    [GeneratedRegex("^\\| `")]
    private static partial Regex RowOfPreset();

    [GeneratedRegex("^- `([a-z0-9-]+)`: ")]
    private static partial Regex NoteOfPreset();
}
