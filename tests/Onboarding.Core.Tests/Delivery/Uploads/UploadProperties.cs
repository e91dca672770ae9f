using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery.Uploads;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Core.Tests.Delivery.Uploads;

public class UploadProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261122, 83);

    /// <summary>Whatever the texts are, a reader of RFC 4180 finds them again, and every row has the header's length.</summary>
    [Fact]
    public void Files_AnyTexts_AreReadBackAsTheyWere()
    {
        var text = Gen.Elements("", "a", ",", "\"", "\r", "\n", "\r\n", "=", "ü", "🌷", " ").ArrayOf(4).Select(string.Concat).Where(t => t.Length > 0);
        var people = text.Zip(text).Select(t => (First: t.Item1, Last: t.Item2)).ArrayOf();

        Prop.ForAll(people.ToArbitrary(), all =>
        {
            using var folder = new RunFolder();
            var job = UploadSample.Job(folder, "linkedin", "file", [Email, FirstName, LastName], all.Length);
            var parts = UploadSample.Write(job, all.Select((p, n) => UploadSample.Member(job, (Email, $"p{n}@example.com"), (FirstName, p.First), (LastName, p.Last))), UploadFormats.Find("linkedin", "file")! with { MaxRows = 7 });

            Assert.Equal(all.Length, parts.Sum(p => p.Members));
            var rows = parts.SelectMany(p => Parse(UploadSample.ReadText(p)).Skip(1)).ToList();
            Assert.All(rows, row => Assert.Equal(7, row.Count));
            Assert.Equal(all.Select(p => (p.First, p.Last)), rows.Select(r => (r[1], r[2])));
        }).Check(s_config);
    }

    /// <summary>Every value is in a part or counted as left out.</summary>
    [Fact]
    public void Requests_AnyMembers_LoseNothingUncounted()
    {
        var member = Gen.Choose(0, 4).Zip(Gen.Choose(0, 4)).Zip(Gen.Elements(true, false)).Select(t => (Emails: t.Item1.Item1, Phones: t.Item1.Item2, HasName: t.Item2)).ArrayOf();

        Prop.ForAll(member.ToArbitrary(), all =>
        {
            using var folder = new RunFolder();
            var job = UploadSample.Job(folder, "meta", "api", [Email, Phone, FirstName], all.Length);
            using var writer = UploadWriter.Open(job, UploadFormats.Find("meta", "api")! with { MaxRows = 3 });
            foreach (var (emails, phones, hasName) in all)
            {
                writer.Add(UploadSample.Member(
                    job, [.. Enumerable.Range(0, emails).Select(n => (Email, $"p{n}@example.com")), .. Enumerable.Range(0, phones).Select(n => (Phone, $"3161234567{n}")), .. hasName ? new[] { (FirstName, "sanne") } : []]));
            }

            var parts = writer.Complete();

            var written = parts.Sum(p => System.Text.Json.JsonDocument.Parse(UploadSample.Read(p)).RootElement.GetProperty("payload").GetProperty("data").EnumerateArray().Sum(row => row.EnumerateArray().Count(v => v.GetString()!.Length > 0)));
            Assert.Equal(all.Sum(m => m.Emails + m.Phones + (m.HasName ? 1 : 0)), written + writer.LeftOutValues);
            Assert.Equal(all.Length, parts.Sum(p => p.Members) + writer.LeftOutMembers);
        }).Check(s_config);
    }

    private static List<List<string>> Parse(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && cell.Length == 0)
            {
                for (i++; i < text.Length && (text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"')); i++)
                {
                    cell.Append(text[i]);
                    i += text[i] == '"' ? 1 : 0;
                }
            }
            else if (text[i] == ',')
            {
                row.Add(cell.ToString());
                cell.Clear();
            }
            else if (text[i] == '\r' && text[i + 1] == '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                rows.Add(row);
                row = [];
                i++;
            }
            else
            {
                cell.Append(text[i]);
            }
        }

        return rows;
    }
}
