using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Onboarding.Delivery.Uploads;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Support;

/// <summary>Jobs for each platform, with the fictional people of the samples.</summary>
internal static class UploadSample
{
    public static readonly Guid Output = new("019ab000-0000-7000-8000-00000000cafe");
    public static readonly DateTimeOffset Created = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public static Dictionary<string, string> Settings(string platform, string format, string more = "")
    {
        var text = (platform, format) switch
        {
            ("google", "api") => "accountType=GOOGLE_ADS;accountId=1234567890;listId=9876543210;termsOfService=ACCEPTED",
            ("meta", "api") => "accountId=1122334455;listId=23842587654321",
            ("microsoft", _) => "listId=123456;termsOfService=ACCEPTED",
            ("liveramp", _) => "segment=SAMPLESEGMENT",
            _ => "",
        };
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in (text + ";" + more).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = setting.Split('=');
            result[parts[0]] = parts[1];
        }

        return result;
    }

    public static UploadJob Job(RunFolder folder, string platform, string format, ProfileField[] fields, long members, UploadAction action = UploadAction.Add, string settings = "") => new()
    {
        Target = new UploadTarget { Profile = PlatformProfiles.Find(platform)!, Format = format, Settings = Settings(platform, format, settings), Fields = fields },
        Action = action,
        Output = Output,
        Members = members,
        Created = Created,
        DeleteBy = Created.AddDays(30),
        Folder = folder.Path,
    };

    /// <summary>A member with these forms, hashed where the platform hashes the field.</summary>
    public static UploadMember Member(UploadJob job, params (ProfileField Field, string Form)[] values)
    {
        var member = new UploadMember();
        foreach (var (field, form) in values)
        {
            var bytes = Encoding.UTF8.GetBytes(form);
            member.Add(field, job.Target.Profile.Find(field)!.IsHashed ? SHA256.HashData(bytes) : bytes);
        }

        return member;
    }

    /// <summary>P1 and P2 of the samples in a platform's forms, with the planned fields alone.</summary>
    public static IEnumerable<UploadMember> People(UploadJob job)
    {
        var platform = job.Target.Profile.Id;
        var isPlain = platform is "linkedin" or "liveramp";
        var isMeta = platform == "meta";
        yield return Of(
            "sanne.devries@example.nl", isMeta ? "31612345678" : platform == "liveramp" ? "0612345678" : "+31612345678", "P1", isPlain ? "Sanne" : "sanne", isPlain ? "de Vries" : isMeta ? "devries" : "de vries",
            "Dorpsstraat 12 A", isPlain ? "Utrecht" : "utrecht", isMeta ? "1234ab" : "1234 AB", isMeta ? "nl" : "NL", "1984", "38400000-8cf0-11bd-b23e-10b96e40000d");
        yield return Of(
            "juergen.mueller@example.com", isMeta ? "491713920012" : platform == "liveramp" ? "01713920012" : "+491713920012", "P2", isPlain ? "Jürgen" : "jürgen", isPlain ? "Müller" : "müller",
            "Straße 5, Hinterhaus", isPlain ? "Dresden" : "dresden", "01067", isMeta ? "de" : "DE", "1975", null);

        UploadMember Of(string email, string phone, string external, string first, string last, string street, string city, string postal, string country, string year, string? maid)
        {
            (ProfileField Field, string? Form)[] all =
            [
                (ProfileField.Email, email), (ProfileField.Phone, phone), (ProfileField.ExternalId, external), (ProfileField.FirstName, first), (ProfileField.LastName, last), (ProfileField.Street, street),
                (ProfileField.City, city), (ProfileField.PostalCode, postal), (ProfileField.Country, country), (ProfileField.BirthYear, year), (ProfileField.Maid, maid),
            ];
            return Member(job, [.. all.Where(v => v.Form is not null && job.Target.Fields.Contains(v.Field)).Select(v => (v.Field, v.Form!))]);
        }
    }

    public static IReadOnlyList<UploadPart> Write(UploadJob job, IEnumerable<UploadMember> members, UploadFormat? format = null)
    {
        using var writer = format is null ? UploadWriter.Open(job) : UploadWriter.Open(job, format);
        foreach (var member in members)
        {
            writer.Add(member);
        }

        return writer.Complete();
    }

    /// <summary>What a part holds, unpacked.</summary>
    public static byte[] Read(UploadPart part)
    {
        if (!part.Path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return File.ReadAllBytes(part.Path);
        }

        using var packed = new GZipStream(File.OpenRead(part.Path), CompressionMode.Decompress);
        using var result = new MemoryStream();
        packed.CopyTo(result);
        return result.ToArray();
    }

    public static string ReadText(UploadPart part) => Encoding.UTF8.GetString(Read(part));

    public static string Vector(params string[] names) => Path.Combine([AppContext.BaseDirectory, "TestVectors", "uploads", .. names]);
}
