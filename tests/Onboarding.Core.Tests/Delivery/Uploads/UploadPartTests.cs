using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery.Uploads;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Core.Tests.Delivery.Uploads;

/// <summary>Where a job is cut into parts, and what stands in the folder meanwhile.</summary>
public class UploadPartTests
{
    public static TheoryData<string, string> Formats()
    {
        var data = new TheoryData<string, string>();
        foreach (var format in UploadFormats.All)
        {
            data.Add(format.Platform, format.Name);
        }

        return data;
    }

    [Theory]
    [InlineData("google", 9_999, new long[] { 9_999 })]
    [InlineData("google", 10_000, new long[] { 10_000 })]
    [InlineData("google", 10_001, new long[] { 10_000, 1 })]
    [InlineData("meta", 9_999, new long[] { 9_999 })]
    [InlineData("meta", 10_000, new long[] { 10_000 })]
    [InlineData("meta", 20_001, new long[] { 10_000, 10_000, 1 })]
    [Trait("Complaint", "13")]
    public void Complete_MembersAroundALimit_ArePartsOfAtMostTenThousand(string platform, int count, long[] members)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, platform, "api", [Email], count);

        var parts = UploadSample.Write(job, Enumerable.Range(0, count).Select(n => UploadSample.Member(job, (Email, $"p{n}@example.com"))));

        Assert.Equal(members, parts.Select(p => p.Members));
        Assert.Equal(members, parts.Select(p => RowsOf(platform, p)));
    }

    [Fact]
    [Trait("Complaint", "14")]
    public void Complete_MetaInSeveralRequests_NumbersThemAndMarksTheLast()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "meta", "api", [Email], 5);

        var parts = UploadSample.Write(job, Numbered(job, 5), UploadFormats.Find("meta", "api")! with { MaxRows = 2 });

        var sessions = parts.Select(p => JsonDocument.Parse(UploadSample.Read(p)).RootElement.GetProperty("session")).ToList();
        Assert.Equal([1, 2, 3], sessions.Select(s => s.GetProperty("batch_seq").GetInt32()));
        Assert.Equal([false, false, true], sessions.Select(s => s.GetProperty("last_batch_flag").GetBoolean()));
        Assert.All(sessions, s => Assert.Equal((5, MetaRequestWriter.SessionOf(job.Output, UploadAction.Add)), (s.GetProperty("estimated_num_total").GetInt32(), s.GetProperty("session_id").GetInt64())));
    }

    /// <summary>Whoever promises three and brings two has an upload that ends all the same: else Meta waits for ever.</summary>
    [Fact]
    [Trait("Complaint", "14")]
    public void Complete_MetaWithFewerMembersThanPromised_MarksTheLast()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "meta", "api", [Email, Phone], 3);

        var parts = UploadSample.Write(job, [.. Numbered(job, 2), new UploadMember()], UploadFormats.Find("meta", "api")! with { MaxRows = 2 });

        Assert.True(JsonDocument.Parse(UploadSample.Read(Assert.Single(parts))).RootElement.GetProperty("session").GetProperty("last_batch_flag").GetBoolean());
    }

    [Fact]
    public void SessionOf_OutputsAndActions_AreNumbersOfTheirOwnWithin53Bits()
    {
        var sessions = Enumerable.Range(0, 100).SelectMany(n => Enum.GetValues<UploadAction>().Select(a => MetaRequestWriter.SessionOf(new Guid(n, 0, 0, new byte[8]), a))).ToList();

        Assert.Equal(400, sessions.Distinct().Count());
        Assert.All(sessions, session => Assert.InRange(session, 1, (1L << 53) - 1));
    }

    /// <summary>LinkedIn refuses fewer than 300 rows: a small rest after full files would be lost.</summary>
    [Theory]
    [InlineData(6, new long[] { 6 })]
    [InlineData(7, new long[] { 4, 3 })]
    [InlineData(13, new long[] { 5, 5, 3 })]
    public void Complete_LinkedInOverALimit_SpreadsTheRowsEvenly(int count, long[] members)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "linkedin", "file", [Email], count);

        var parts = UploadSample.Write(job, Numbered(job, count), UploadFormats.Find("linkedin", "file")! with { MaxRows = 6 });

        Assert.Equal(members, parts.Select(p => p.Members));
        Assert.All(parts, part => Assert.StartsWith("email,firstname,", UploadSample.ReadText(part), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 3)]
    public void Complete_FileAtALimitOfBytes_IsCutBeforeIt(int more, int expected)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "tiktok", "file", [Email], 4, settings: "columns=1");
        var limit = "Email_SHA256\r\n".Length + (2 * (64 + 2)) + more;

        var parts = UploadSample.Write(job, Numbered(job, 4), UploadFormats.Find("tiktok", "file")! with { MaxBytes = limit });

        Assert.Equal(more < 0 ? 4 : expected, parts.Count);
        Assert.All(parts, part => Assert.True(new FileInfo(part.Path).Length <= limit));
    }

    [Fact]
    public void Complete_ReplaceInSeveralFiles_ReplacesOnceAndAddsTheRest()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "microsoft", "file", [Email], 3, UploadAction.Replace);

        var parts = UploadSample.Write(job, Numbered(job, 3), UploadFormats.Find("microsoft", "file")! with { MaxRows = 2 });

        Assert.Equal([$"{job.Output:N}.replace.0001.csv", $"{job.Output:N}.add.0002.csv"], parts.Select(p => p.FileName));
        Assert.Contains(",Replace,True,30,", UploadSample.ReadText(parts[0]), StringComparison.Ordinal);
        Assert.Contains(",Add,True,30,", UploadSample.ReadText(parts[1]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, "1")]
    [InlineData(29.9, "29")]
    [InlineData(400, "390")]
    public void Complete_Microsoft_KeepsPeopleNoLongerThanTheDeadlineAndThePlatformAllow(double days, string expected)
    {
        using var folder = new RunFolder();
        var sample = UploadSample.Job(folder, "microsoft", "file", [Email], 1);
        var job = new UploadJob { Target = sample.Target, Action = sample.Action, Output = sample.Output, Members = 1, Created = sample.Created, DeleteBy = sample.Created.AddDays(days), Folder = sample.Folder };

        var text = UploadSample.ReadText(Assert.Single(UploadSample.Write(job, Numbered(job, 1))));

        Assert.Contains($",Add,True,{expected},", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Complete_NobodyAdded_HasNoPart(string platform, string format)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, platform, format, [Email], 0);

        Assert.Empty(UploadSample.Write(job, []));
        Assert.Empty(RunFolder.Files(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Complete_Parts_AreOwnerOnlyAndWereHiddenBefore(string platform, string format)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, platform, format, [Email], 1, settings: platform == "liveramp" ? "country=NL" : "");
        using var writer = UploadWriter.Open(job);
        writer.Add(Numbered(job, 1).Single());
        Assert.All(RunFolder.Files(folder.Path), file => Assert.StartsWith(".", Path.GetFileName(file), StringComparison.Ordinal));

        var part = Assert.Single(writer.Complete());

        Assert.Equal(part.Path, Assert.Single(RunFolder.Files(folder.Path)));
        Assert.Equal((folder[part.FileName], 1), (part.Path, part.Members));
        RunFolder.AssertOwnerOnly(part.Path);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Dispose_WithoutComplete_LeavesNothing(string platform, string format)
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, platform, format, [Email], 3, settings: platform == "liveramp" ? "country=NL" : "");
        using (var writer = UploadWriter.Open(job, UploadFormats.Find(platform, format)! with { MaxRows = 1 }))
        {
            foreach (var member in Numbered(job, 3))
            {
                writer.Add(member);
            }

            Assert.NotEmpty(RunFolder.Files(folder.Path));
        }

        Assert.Empty(RunFolder.Files(folder.Path));
    }

    [Fact]
    public void Complete_NameThatIsTaken_ThrowsAndLeavesTheOtherFileAlone()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "pinterest", "file", [Email, Maid], 1);
        var taken = folder[$"{job.Output:N}.add-maid.0001.csv"];
        File.WriteAllText(taken, "other");
        using (var writer = UploadWriter.Open(job))
        {
            writer.Add(UploadSample.Member(job, (Email, "p1@example.com"), (Maid, "38400000-8cf0-11bd-b23e-10b96e40000d")));
            Assert.Throws<IOException>(writer.Complete);
        }

        Assert.Equal((taken, "other"), (Assert.Single(RunFolder.Files(folder.Path)), File.ReadAllText(taken)));
    }

    private static IEnumerable<UploadMember> Numbered(UploadJob job, int count) => Enumerable.Range(0, count).Select(n => UploadSample.Member(job, (Email, $"p{n}@example.com")));

    private static long RowsOf(string platform, UploadPart part)
    {
        using var body = JsonDocument.Parse(UploadSample.Read(part));
        return platform == "google" ? body.RootElement.GetProperty("audienceMembers").GetArrayLength() : body.RootElement.GetProperty("payload").GetProperty("data").GetArrayLength();
    }
}
