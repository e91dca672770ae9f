using Onboarding.Core.Tests.Support;
using Onboarding.Delivery.Uploads;
using Onboarding.Profiles;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Core.Tests.Delivery.Uploads;

public class UploadFormatsTests
{
    [Theory]
    [InlineData("snap", "file", "google, meta, tiktok")]
    [InlineData("snap", "api", "as api: google, meta")]
    [InlineData("tiktok", "api", "tiktok can be written as file")]
    [InlineData("google", "csv", "google can be written as file or api")]
    public void Check_FormatThatIsNotWritten_SaysWhichAre(string platform, string format, string expected)
    {
        Assert.Contains(expected, Check(platform, format, "none", [Email]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("google", "api", "", null)]
    [InlineData("google", "api", "encoding=BASE64;validateOnly=true", null)]
    [InlineData("google", "api", "accountId=123-456-7890", "accountId")]
    [InlineData("google", "api", "listId=", "listId")]
    [InlineData("google", "api", "accountType=google_ads", "accountType")]
    [InlineData("google", "api", "termsOfService=yes", "termsOfService")]
    [InlineData("google", "api", "validateOnly=True", "validateOnly")]
    [InlineData("google", "api", "encoding=hex", "encoding")]
    [InlineData("google", "api", "loginAccountId=1", "loginAccountType")]
    [InlineData("google", "api", "audience=1", "audience")]
    [InlineData("google", "file", "columns=0", "columns")]
    [InlineData("google", "file", "columns=2", null)]
    [InlineData("google", "file", "listId=1", "listId")]
    [InlineData("meta", "api", "", null)]
    [InlineData("meta", "api", "accountId=act_1122334455", "accountId")]
    [InlineData("meta", "api", "listId=123456789012345678901", "listId")]
    [InlineData("microsoft", "file", "", null)]
    [InlineData("microsoft", "file", "listId=-10", "listId")]
    [InlineData("liveramp", "file", "country=NL", null)]
    [InlineData("liveramp", "file", "country=nl", "country")]
    [InlineData("liveramp", "file", "country=NL;segment=my segment", "segment")]
    [InlineData("liveramp", "file", "", "one file per country")]
    public void Check_Setting_IsWhatTheFormatDemands(string platform, string format, string settings, string? wrong)
    {
        var seen = Check(platform, format, settings, [Email]);

        Assert.True(wrong is null ? seen is null : seen!.Contains(wrong, StringComparison.Ordinal), seen);
    }

    [Theory]
    [InlineData("google", "api")]
    [InlineData("meta", "api")]
    [InlineData("microsoft", "file")]
    [InlineData("liveramp", "file")]
    public void Check_WithoutSettings_NamesTheMissingOne(string platform, string format)
    {
        Assert.Contains("missing", Check(platform, format, "none", [Email]), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WrongSetting_DoesNotRepeatItsValue()
    {
        Assert.DoesNotContain("5551234", Check("meta", "api", "accountId=act_5551234", [Email]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("google", "file", Maid, "no place for maid")]
    [InlineData("meta", "file", ExternalId, "no place for external_id")]
    [InlineData("meta", "api", DateOfBirth, "no place for date_of_birth")]
    [InlineData("microsoft", "file", Phone, "only for email")]
    [InlineData("google", "api", Maid, "send maid alone")]
    internal void Check_FieldWithoutAPlace_IsNamed(string platform, string format, ProfileField field, string expected)
    {
        Assert.Contains(expected, Check(platform, format, "", [Email, field]), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FieldsByWhichNobodyIsFound_AreRefused()
    {
        Assert.Contains("nobody can be found by country", Check("linkedin", "file", "", [Country]), StringComparison.Ordinal);
        Assert.Contains("no field at all", Check("linkedin", "file", "", []), StringComparison.Ordinal);
    }

    /// <summary>Whoever takes people out everywhere asks first, and takes them out of each list where the platform has no such call.</summary>
    [Fact]
    public void CheckAction_RemoveEverywhere_IsForMetasApiAlone()
    {
        var able = UploadFormats.All.Where(f => UploadFormats.CheckAction(f, UploadAction.RemoveEverywhere) is null);

        Assert.Equal([("meta", "api")], able.Select(f => (f.Platform, f.Name)));
    }

    [Fact]
    [Trait("Refusal", "DESTINATION_NOT_BUILT")]
    public void Open_RemoveEverywhereWhereThePlatformCannot_IsRefused()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "api", [Email], 1, UploadAction.RemoveEverywhere);

        Assert.Contains("remove them from each", Assert.Throws<OnboardingException>(() => UploadWriter.Open(job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "DESTINATION_NOT_BUILT")]
    public void Open_PlatformWithoutAFormat_IsRefused()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "snap", "file", [Email], 1);

        var exception = Assert.Throws<OnboardingException>(() => UploadWriter.Open(job));

        Assert.Equal("DESTINATION_NOT_BUILT", exception.Code);
        Assert.Contains("as file: google, meta, tiktok, linkedin, microsoft, pinterest, x, thetradedesk, liveramp; as api: google, meta", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("google", "api")]
    [InlineData("linkedin", "file")]
    [InlineData("pinterest", "file")]
    [InlineData("x", "file")]
    [InlineData("liveramp", "file")]
    [Trait("Refusal", "DESTINATION_NOT_BUILT")]
    public void Open_ReplaceWhereThePlatformCannot_IsRefused(string platform, string format)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, platform, format, [Email], 1, UploadAction.Replace);

        Assert.Contains("cannot replace a list", Assert.Throws<OnboardingException>(() => UploadWriter.Open(job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxValuesOf_Emails_AreThoseThatAMemberGets()
    {
        foreach (var format in UploadFormats.All)
        {
            using var folder = new RunFolder();
            var job = UploadSample.Job(folder, format.Platform, format.Name, [Email], 1, settings: format.Platform == "liveramp" ? "country=NL" : "");
            using var writer = UploadWriter.Open(job);

            writer.Add(UploadSample.Member(job, [.. Enumerable.Range(0, 12).Select(n => (Email, $"p{n}@example.com"))]));

            Assert.Equal(Math.Max(0, 12L - format.MaxValuesOf(Email)), writer.LeftOutValues);
        }
    }

    [Fact]
    public void All_Formats_AreNamedOnceAndHaveASource()
    {
        Assert.Equal(UploadFormats.All.Count, UploadFormats.All.Select(f => (f.Platform, f.Name)).Distinct().Count());
        Assert.All(UploadFormats.All, f => Assert.True(Uri.IsWellFormedUriString(f.Source, UriKind.Absolute) && f.ReadGrade is "A" or "B" or "C" && f.Places.Any(), f.Platform));
    }

    /// <summary>The page of uploads has a row for each format, with its limits and header.</summary>
    [Fact]
    public void All_Formats_StandOnThePageOfUploads()
    {
        var page = File.ReadAllText(Path.Combine(ContractFolder.Repository, "docs", "uploads.md"));
        Assert.All(UploadFormats.All, f => Assert.Contains($"| `{f.Platform}` `{f.Name}` |", page, StringComparison.Ordinal));
        Assert.All(UploadFormats.All.SelectMany(f => f.Settings), s => Assert.Contains($"`{s.Name}`", page, StringComparison.Ordinal));
        Assert.All(UploadFormats.All.SelectMany(f => f.Columns), c => Assert.Contains(c.Header, page, StringComparison.Ordinal));
        Assert.All(UploadFormats.All, f => Assert.Contains(f.Source, page, StringComparison.Ordinal));
    }

    private static string? Check(string platform, string format, string settings, ProfileField[] fields)
    {
        return UploadFormats.Check(platform, format, settings == "none" ? new Dictionary<string, string>() : UploadSample.Settings(platform, format, settings), fields);
    }
}
