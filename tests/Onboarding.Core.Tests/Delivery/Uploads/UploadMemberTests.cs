using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery.Uploads;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Core.Tests.Delivery.Uploads;

/// <summary>What of one member is written: how many values, which sets, and values that a file could misread.</summary>
public class UploadMemberTests
{
    [Fact]
    public void Add_MoreValuesThanColumns_WritesTheFirstAndCountsTheRest()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "file", [Email, Phone], 1);
        using var writer = UploadWriter.Open(job);

        writer.Add(UploadSample.Member(job, [.. Enumerable.Range(0, 5).Select(n => (Email, $"p{n}@example.com")), (Phone, "+31612345678")]));

        Assert.Equal((2L, 0L), (writer.LeftOutValues, writer.LeftOutMembers));
        var rows = UploadSample.ReadText(Assert.Single(writer.Complete())).Split("\r\n");
        Assert.Equal("Email,Email,Email,Phone,Phone,Phone", rows[0]);
        Assert.Equal([64, 64, 64, 64, 0, 0], rows[1].Split(',').Select(c => c.Length));
    }

    [Fact]
    public void Add_GoogleWithMoreThanTenIdentifiers_KeepsTenAndTheAddressAmongThem()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "api", [Email, Phone, FirstName, LastName, Country, PostalCode], 1);
        using var writer = UploadWriter.Open(job);

        writer.Add(UploadSample.Member(job, [.. Enumerable.Range(0, 8).Select(n => (Email, $"p{n}@example.com")), (Phone, "+31612345678"), (Phone, "+31612345679"), (FirstName, "sanne"), (LastName, "de vries"), (Country, "NL"), (PostalCode, "1234 AB")]));

        Assert.Equal((1L, 0L), (writer.LeftOutValues, writer.LeftOutMembers));
        using var body = JsonDocument.Parse(UploadSample.Read(Assert.Single(writer.Complete())));
        var identifiers = body.RootElement.GetProperty("audienceMembers")[0].GetProperty("userData").GetProperty("userIdentifiers").EnumerateArray().Select(i => i.EnumerateObject().Single().Name).ToList();
        Assert.Equal([.. Enumerable.Repeat("emailAddress", 8), "phoneNumber", "addressInfo"], identifiers);
    }

    [Fact]
    public void Add_MetaWithTwoEmails_WritesOneRowWithTheFirst()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "meta", "api", [Email, Maid], 1);
        using var writer = UploadWriter.Open(job);

        writer.Add(UploadSample.Member(job, (Email, "p1@example.com"), (Email, "p2@example.com")));

        Assert.Equal(1, writer.LeftOutValues);
        using var body = JsonDocument.Parse(UploadSample.Read(Assert.Single(writer.Complete())));
        var row = Assert.Single(body.RootElement.GetProperty("payload").GetProperty("data").EnumerateArray());
        Assert.Equal([64, 0], row.EnumerateArray().Select(v => v.GetString()!.Length));
    }

    [Theory]
    [InlineData("api")]
    [InlineData("file")]
    public void Add_AddressThatIsNotWhole_IsLeftOut(string format)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", format, [Email, FirstName, LastName, Country, PostalCode], 2);
        using var writer = UploadWriter.Open(job);

        writer.Add(UploadSample.Member(job, (Email, "p1@example.com"), (FirstName, "sanne"), (LastName, "de vries"), (Country, "NL")));
        writer.Add(UploadSample.Member(job, (FirstName, "sanne"), (Country, "NL")));

        Assert.Equal((5L, 1L), (writer.LeftOutValues, writer.LeftOutMembers));
        var part = Assert.Single(writer.Complete());
        Assert.Equal(1, part.Members);
        Assert.DoesNotContain("NL", UploadSample.ReadText(part), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_FieldThatThePlanDoesNotSend_IsNotWritten()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "linkedin", "file", [Email], 1);

        var part = Assert.Single(UploadSample.Write(job, [UploadSample.Member(job, (Email, "p1@example.com"), (FirstName, "Sanne"))]));

        Assert.DoesNotContain("Sanne", UploadSample.ReadText(part), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_GoogleInBase64_WritesAndSaysBase64()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "api", [Email], 1, settings: "encoding=BASE64");

        var text = UploadSample.ReadText(Assert.Single(UploadSample.Write(job, UploadSample.People(job).Take(1))));

        Assert.Contains("\"Px/80tq8uzmOXrclfxNbF3N77ZcoiV8p8rh7UMwPfSo=\"", text, StringComparison.Ordinal);
        Assert.Contains("\"encoding\":\"BASE64\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_GoogleThroughAManager_NamesTheLoginAccount()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "api", [Email], 1, settings: "loginAccountType=GOOGLE_ADS;loginAccountId=5550001111");

        using var body = JsonDocument.Parse(UploadSample.Read(Assert.Single(UploadSample.Write(job, UploadSample.People(job).Take(1)))));

        Assert.Equal("5550001111", body.RootElement.GetProperty("destinations")[0].GetProperty("loginAccount").GetProperty("accountId").GetString());
    }

    [Fact]
    [Trait("Complaint", "12")]
    public void Add_PersonWithSeveralValues_IsCountedOnceInEachFile()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "x", "file", [Email, Phone], 1);

        var parts = UploadSample.Write(job, [UploadSample.Member(job, (Email, "p1@example.com"), (Phone, "+31612345678"), (Email, "p2@example.com"))]);

        Assert.Equal([($"{job.Output:N}.add-email.0001.csv", 1L, 2), ($"{job.Output:N}.add-phone.0001.csv", 1L, 1)], parts.Select(p => (p.FileName, p.Members, File.ReadAllLines(p.Path).Length)));
    }

    [Fact]
    public void Add_LiveRampWithoutACountry_IsLeftOutUnlessThePlanNamesOne()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "liveramp", "file", [Email, Country], 2);
        using var writer = UploadWriter.Open(job);
        writer.Add(UploadSample.Member(job, (Email, "p1@example.com")));
        writer.Add(UploadSample.Member(job, (Email, "p2@example.com"), (Country, "../x")));
        Assert.Equal((3L, 2L), (writer.LeftOutValues, writer.LeftOutMembers));
        Assert.Empty(writer.Complete());

        var named = UploadSample.Job(folder, "liveramp", "file", [Email, Country], 1, settings: "country=BE");
        Assert.EndsWith(".add-be.0001.csv.gz", Assert.Single(UploadSample.Write(named, [UploadSample.Member(named, (Email, "p1@example.com"))])).FileName, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_LiveRamp_HasAKeyOfThisOutputAndNeverTheOwnId()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "liveramp", "file", [Email, Country], 1);

        var text = UploadSample.ReadText(UploadSample.Write(job, [UploadSample.Member(job, (ExternalId, "CRM-77"), (Email, "p1@example.com"), (Country, "NL"))])[0]);

        Assert.DoesNotContain("CRM-77", text, StringComparison.Ordinal);
        Assert.StartsWith($"{job.Output:N}-1,", text.Split("\r\n")[1], StringComparison.Ordinal);
    }

    /// <summary>The platform compares bytes: nothing is put before a formula, and what would end a cell is quoted.</summary>
    [Theory]
    [InlineData("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1")]
    [InlineData("+31", "+31")]
    [InlineData("-1", "-1")]
    [InlineData("@SUM(A1)", "@SUM(A1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b\"", "\"a\"\"b\"\"\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData("Zoë 🌷", "Zoë 🌷")]
    public void Add_HostileText_StandsInItsCellByteForByte(string name, string cell)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "linkedin", "file", [Email, FirstName], 1);

        var text = UploadSample.ReadText(Assert.Single(UploadSample.Write(job, [UploadSample.Member(job, (Email, "p1@example.com"), (FirstName, name))])));

        Assert.Contains($",{cell},,,,,\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12\"},{\"x\":\"")]
    [InlineData("a\\b\n\u0001</script>")]
    [InlineData("Zoë 🌷")]
    public void Add_HostileTextInJson_IsTheSameTextWhenRead(string postalCode)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "api", [FirstName, LastName, Country, PostalCode], 1);

        using var body = JsonDocument.Parse(UploadSample.Read(Assert.Single(UploadSample.Write(job, [UploadSample.Member(job, (FirstName, "sanne"), (LastName, "de vries"), (Country, "NL"), (PostalCode, postalCode))]))));

        var address = body.RootElement.GetProperty("audienceMembers")[0].GetProperty("userData").GetProperty("userIdentifiers")[0].GetProperty("addressInfo");
        Assert.Equal(postalCode, address.GetProperty("postalCode").GetString());
    }

    [Theory]
    [InlineData("google", "api")]
    [InlineData("google", "file")]
    [InlineData("meta", "api")]
    [InlineData("pinterest", "file")]
    public void Add_HashThatIsNone_ThrowsBeforeAnythingIsWritten(string platform, string format)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, platform, format, [Email], 1);
        using var writer = UploadWriter.Open(job);
        var member = new UploadMember();
        member.Add(Email, "sanne.devries@example.nl"u8);

        var exception = Assert.Throws<InvalidOperationException>(() => writer.Add(member));

        Assert.Contains("24 bytes", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sanne", exception.Message, StringComparison.Ordinal);
        Assert.Empty(RunFolder.Files(folder.Path));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xC3 })]
    public void Add_TextThatIsNone_Throws(byte[] name)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "linkedin", "file", [Email, FirstName], 1);
        using var writer = UploadWriter.Open(job);
        var member = UploadSample.Member(job, (Email, "p1@example.com"));
        member.Add(FirstName, name);

        Assert.Throws<InvalidOperationException>(() => writer.Add(member));
    }
}
