using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests;

/// <summary>Whatever the platform, the spelling in the export and the spelling of the opt-out: no form of the person leaves.</summary>
public class OnboardingRunUploadProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261122, 83);

    private static readonly string[] s_platforms = ["google", "meta", "tiktok", "linkedin", "pinterest", "x", "thetradedesk"];

    private static readonly string[] s_hosts = ["example.com", "gmail.com", "googlemail.com", "mail.example.nl"];

    // Spellings of one mailbox: letter case, dots, a tag, what a program puts around it.
    private static Gen<string> Spelling(string host) =>
        from local in Gen.Elements("jan.jansen", "janjansen", "Jan.Jansen", "JAN-JANSEN", "j.a.n.jansen", "jan_jansen")
        from tag in Gen.Elements("", "+shop", "+a.b", "+")
        from around in Gen.Elements("{0}", " {0}\t", "mailto:{0}", "\uFEFF{0}\u00A0")
        from upper in Gen.Elements(true, false)
        let address = local + tag + "@" + (upper ? host.ToUpperInvariant() : host)
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, around, address);

    [Fact]
    public void WriteToAsync_AnySpellingAndPlatform_HoldsNoFormOfWhoSaidNo()
    {
        var cases = from host in Gen.Elements(s_hosts)
                    from sent in Spelling(host)
                    from optOut in Spelling(host)
                    from platform in Gen.Elements(s_platforms)
                    select (sent, optOut, platform);
        Prop.ForAll(cases.ToArbitrary(), c => Holds(c.sent, c.optOut, c.platform)).Check(s_config);
    }

    private static bool Holds(string sent, string optOut, string platform)
    {
        using var world = new ChainWorld(plan =>
        {
            plan.Platform = $$"""{ "type": "platform", "profile": "{{platform}}" }""";
            plan.Columns = new() { ["email"] = ["email"] };
            plan.Basis = "consent";
            plan.Evidence = """{ "consent": { "column": "consent" }, "consent_at": { "column": "at", "format": "yyyy-MM-dd" } }""";
        });
        var rows = new RunRecords(["email", "consent", "at"], [.. RunWorld.Members(12).Select(m => m[0]).Append(sent).Select(email => new[] { email, "yes", "2025-06-01" })]);
        var report = world.RunAsync(ChainWorld.Paper, rows, RunOptOuts.Emails(optOut)).GetAwaiter().GetResult();
        var content = string.Concat(Directory.EnumerateFiles(world["paper", "outbox"], report.Id + ".add*").Select(File.ReadAllText));
        return report.Counts.Suppressed == 1 && report.Counts.Members == 12 && Forms(sent).Concat(Forms(optOut)).All(form =>
        {
            var digest = SHA256.HashData(form);
            return !content.Contains(Convert.ToHexStringLower(digest), StringComparison.Ordinal) && !content.Contains(Convert.ToBase64String(digest), StringComparison.Ordinal);
        });
    }

    // What every profile makes of an address.
    private static List<byte[]> Forms(string address)
    {
        var forms = new List<byte[]>();
        var form = new byte[PlatformProfile.MaxLength];
        foreach (var profile in PlatformProfiles.All)
        {
            if (profile.Find(ProfileField.Email)?.TryWrite(Encoding.UTF8.GetBytes(address), default, form, out var length) == RejectionReason.None)
            {
                profile.Find(ProfileField.Email)!.TryWrite(Encoding.UTF8.GetBytes(address), default, form, out length);
                forms.Add(form[..length]);
            }
        }

        return forms;
    }
}
