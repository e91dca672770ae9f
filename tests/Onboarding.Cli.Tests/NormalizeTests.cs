using System.Text;
using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary><c>onboard normalize</c> with the profiles of platforms.</summary>
public sealed class NormalizeTests
{
    [Fact]
    public async Task Normalize_ProfileInBase64_PrintsWhatThePlatformReceives()
    {
        var line = Assert.Single(await RunAsync("MyEmail@example.com", "--profile", "uid2", "--kind", "email"));

        Assert.Equal("myemail@example.com", line.GetProperty("normalized").GetString());
        Assert.Equal(line.GetProperty("base64").GetString(), line.GetProperty("sent").GetString());
        Assert.Equal(Convert.FromHexString(line.GetProperty("sha256").GetString()!), line.GetProperty("base64").GetBytesFromBase64());
    }

    [Theory]
    [InlineData("google", "country", "nl", "NL")]
    [InlineData("optable", "postal_code", "SW1A 1AA", "z:sw1a1aa")]
    [InlineData("meta", "maid", "AECE52E7-03EE-455A-B3C4-E57283966239", "aece52e7-03ee-455a-b3c4-e57283966239")]
    public async Task Normalize_PlainField_IsSentAsItsForm(string profile, string kind, string value, string sent)
    {
        Assert.Equal(sent, Assert.Single(await RunAsync(value, "--profile", profile, "--kind", kind)).GetProperty("sent").GetString());
    }

    [Fact]
    public async Task Normalize_Trace_ShowsEachStep()
    {
        var line = Assert.Single(await RunAsync(" mailto:Jan.Jansen+x@GoogleMail.com", "--profile", "google", "--kind", "email", "--trace"));

        Assert.Equal(
            ["strip: Jan.Jansen+x@GoogleMail.com", "drop-spaces: Jan.Jansen+x@GoogleMail.com", "lower: jan.jansen+x@googlemail.com", "one-at: jan.jansen+x@googlemail.com", "gmail-googlemail: janjansen@googlemail.com"],
            Trace(line));
    }

    [Fact]
    public async Task Normalize_TraceOfRejected_EndsWithTheReason()
    {
        var line = Assert.Single(await RunAsync("jan@@example.com", "--profile", "snap", "--kind", "email", "--trace"));

        Assert.Equal(["strip: jan@@example.com", "lower: jan@@example.com", "no-spaces: jan@@example.com", "one-at: EMAIL_AT"], Trace(line));
        Assert.Equal("EMAIL_AT", line.GetProperty("rejected").GetString());
    }

    [Fact]
    public async Task Normalize_TraceOfCanonicalForm_ShowsTheGmailRule()
    {
        var line = Assert.Single(await RunAsync("A.B@gmail.com", "--kind", "email", "--trace"));

        Assert.Equal(["strip: A.B@gmail.com", "lower: a.b@gmail.com", "gmail: ab@gmail.com"], Trace(line));
        Assert.False(line.TryGetProperty("sent", out _));
    }

    [Fact]
    public async Task Normalize_RegionDateFormatAndDevice_DecideTheForm()
    {
        Assert.Equal("31612345678", Normalized(await RunAsync("06-12345678", "--profile", "meta", "--kind", "phone", "--region", "NL")));
        Assert.Equal("19900305", Normalized(await RunAsync("5-3-1990", "--profile", "meta", "--kind", "date_of_birth", "--date-format", "d-M-yyyy")));
        Assert.Equal("EA7583CD-A667-48BC-B806-42ECB2B48606", Normalized(await RunAsync("ea7583cda66748bcb80642ecb2b48606", "--profile", "reddit", "--kind", "maid", "--device", "idfa")));
        Assert.Equal("DEVICE_UNKNOWN", Assert.Single(await RunAsync("ea7583cda66748bcb80642ecb2b48606", "--profile", "reddit", "--kind", "maid")).GetProperty("rejected").GetString());
    }

    // A form without canonical form is shown, and that no run sends it.
    [Fact]
    public async Task Normalize_NoCanonicalForm_SaysThatRunsRejectIt()
    {
        var address = Assert.Single(await RunAsync("élise@example.com", "--profile", "reddit", "--kind", "email"));
        var number = Assert.Single(await RunAsync("+1 (555) 444-1234 ext. 789", "--profile", "reddit", "--kind", "phone"));

        Assert.Equal(("lise@example.com", "EMAIL_LOCAL_NOT_ASCII"), (address.GetProperty("normalized").GetString(), address.GetProperty("rejectedInRuns").GetString()));
        Assert.Equal(("+15554441234", "PHONE_NOT_VALID"), (number.GetProperty("normalized").GetString(), number.GetProperty("rejectedInRuns").GetString()));
    }

    private static string? Normalized(JsonElement[] lines) => Assert.Single(lines).GetProperty("normalized").GetString();

    private static IEnumerable<string> Trace(JsonElement line)
    {
        return line.GetProperty("trace").EnumerateArray().Select(t => $"{t.GetProperty("step").GetString()}: {(t.TryGetProperty("result", out var result) ? result : t.GetProperty("rejected")).GetString()}");
    }

    private static async Task<JsonElement[]> RunAsync(string input, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["normalize", .. arguments], Encoding.UTF8.GetBytes(input));
        Assert.Equal(0, result.ExitCode);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }
}
