using System.Globalization;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery.Uploads;
using Onboarding.Profiles;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Core.Tests.Delivery.Uploads;

/// <summary>What is written for each platform, format and action, byte for byte.</summary>
public class UploadGoldenTests
{
    private static readonly Dictionary<string, ProfileField[]> s_fields = new(StringComparer.Ordinal)
    {
        ["google.file"] = [Email, Phone, FirstName, LastName, Country, PostalCode],
        ["google.api"] = [Email, Phone, FirstName, LastName, Country, PostalCode],
        ["google.mobile"] = [Maid],
        ["meta.file"] = [Email, Phone, Maid, FirstName, LastName, PostalCode, City, Country, BirthYear],
        ["meta.api"] = [ExternalId, Email, Phone, Maid, FirstName, LastName, City, PostalCode, Country, BirthYear],
        ["tiktok.file"] = [Email, Phone, Maid],
        ["linkedin.file"] = [Email, FirstName, LastName, Country, Maid],
        ["microsoft.file"] = [Email],
        ["pinterest.file"] = [Email, Maid],
        ["x.file"] = [Email, Phone, Maid],
        ["thetradedesk.file"] = [Email],
        ["liveramp.file"] = [Email, Phone, FirstName, LastName, Street, City, PostalCode, Country],
    };

    public static TheoryData<string, string> Jobs()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in s_fields.Keys)
        {
            foreach (var action in Enum.GetValues<UploadAction>().Where(a => UploadFormats.CheckAction(UploadFormats.Find(name.Split('.')[0], FormatOf(name))!, a) is null))
            {
                data.Add(name, action.ToString());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Complete_PeopleOfTheSamples_AreTheGoldenBytes(string name, string action)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, name.Split('.')[0], FormatOf(name), s_fields[name], 2, Enum.Parse<UploadAction>(action));

        var text = new StringBuilder();
        foreach (var part in UploadSample.Write(job, UploadSample.People(job)))
        {
            text.Append(part.Method is null ? "" : $"{part.Method} {part.Address}\n").Append(CultureInfo.InvariantCulture, $"# {part.FileName}: {part.Members}\n").Append(UploadSample.ReadText(part)).Append('\n');
        }

        AssertGolden($"{name}.{action}.golden", text.ToString());
    }

    private static string FormatOf(string name) => name.Split('.')[1] == "file" ? "file" : "api";

    private static void AssertGolden(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable("ONBOARDING_APPROVE") == "1")
        {
            File.WriteAllText(Path.Combine(ContractFolder.Repository, "tests", "Onboarding.Core.Tests", "TestVectors", "uploads", "golden", name), actual);
            return;
        }

        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(UploadSample.Vector("golden", name))), actual);
    }
}
