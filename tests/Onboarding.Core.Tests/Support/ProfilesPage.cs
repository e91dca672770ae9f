using System.Globalization;
using System.Text;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Support;

/// <summary>docs/profiles.md as it follows from the declarations of the profiles.</summary>
internal static class ProfilesPage
{
    private static readonly ProfileField[] s_compared = [ProfileField.Email, ProfileField.Phone, ProfileField.Maid, ProfileField.ExternalId, ProfileField.FirstName, ProfileField.City, ProfileField.PostalCode, ProfileField.Country];

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("""
            # Profiles of platforms

            In which form each platform takes a field. This page is written from the declarations in the code, and a test keeps them equal.

            A hash that differs from the platform's by one space matches nobody, and nobody finds out. A profile is therefore made of few steps, each with tests of its own, and says where every rule was read. The known answers that the profiles are
            tested with stand in `tests/Onboarding.Core.Tests/TestVectors/platform-forms.json`; what was chosen where sources disagree is pinned by `ContestedFormTests`.

            `onboard normalize --profile PLATFORM --kind FIELD --trace` shows what each step makes of a value:

            ```
            $ echo ' Jan.Jansen+x@GoogleMail.com' | onboard normalize --profile google --kind email --trace
            {"normalized":"janjansen@googlemail.com","sha256":"...","sent":"...","trace":[{"step":"strip","result":"Jan.Jansen+x@GoogleMail.com"}, ...]}
            ```

            - Every form begins with the value as given: valid UTF-8, stripped at both ends of the characters of [contracts-v1.md](contracts-v1.md), section 1; for e-mail a leading `mailto:` dropped. Phone forms begin with the number in E.164. Dates, countries and genders are
              read first, as [cells.md](cells.md) says.
            - A value of which nothing is left is rejected (`EMPTY`); so is one longer than 512 bytes (`TEXT_TOO_LONG`).
            - A run leaves out identifiers without a canonical form, whatever a platform would take. `normalize` shows their form with `rejectedInRuns`.
            - Hashed: the platform receives SHA-256 of the form, in lower-case hex or in base64 of the 32 bytes. Plain: it receives the form itself.
            - Grades: A in a text of the platform, B in its own code, C told by others.
            - No step depends on culture, ICU or the operating system.

            ## Comparison
            Steps by field; the list of steps is at the end. *Plain* fields are marked, `-`: the profile does not have the field.


            """.ReplaceLineEndings("\n"));
        page.Append(CultureInfo.InvariantCulture, $"| profile | hashes | {string.Join(" | ", s_compared.Select(f => $"`{ProfileFields.GetName(f)}`"))} |\n| --- | --- |{string.Concat(s_compared.Select(_ => " --- |"))}\n");
        foreach (var profile in PlatformProfiles.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| [`{profile.Id}`](#{profile.Id}) | {Encoding(profile)} | {string.Join(" | ", s_compared.Select(f => profile.Find(f) is { } field ? Compared(field) : "-"))} |\n");
        }

        foreach (var profile in PlatformProfiles.All)
        {
            Append(page, profile);
        }

        page.Append("\n## Steps\n| step | does | used by |\n| --- | --- | --- |\n");
        foreach (var step in PlatformProfiles.All.SelectMany(p => p.Fields).SelectMany(f => f.Steps).Distinct().OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            var users = PlatformProfiles.All.Where(p => p.Fields.Any(f => f.Steps.Contains(step))).Select(p => p.Id);
            page.Append(CultureInfo.InvariantCulture, $"| `{step.Name}` | {step.Rule} | {string.Join(", ", users)} |\n");
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, PlatformProfile profile)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {profile.Id}\n{profile.Name}. Hashes in {Encoding(profile)}. Read on {profile.ReadOn:yyyy-MM-dd}.\n\n| field | sent | steps | grade | source |\n| --- | --- | --- | --- | --- |\n");
        foreach (var field in profile.Fields)
        {
            var prefix = field.Prefixes.Count == 0 ? "" : " after " + string.Join(" or ", field.Prefixes.Select(p => $"`{p}`"));
            page.Append(CultureInfo.InvariantCulture, $"| `{ProfileFields.GetName(field.Field)}` | {(field.IsHashed ? "hashed" : "plain")}{prefix} | {Steps(field)} | {field.Grade} | {field.Source} |\n");
        }

        var notes = profile.Together.Select(set => $"- Only together: {string.Join(", ", set.Select(f => $"`{ProfileFields.GetName(f)}`"))}.")
            .Concat(profile.Fields.Where(f => f.Choice is not null).GroupBy(f => f.Choice).Select(g => $"- {string.Join(", ", g.Select(f => $"`{ProfileFields.GetName(f.Field)}`"))}: {g.Key}"))
            .Concat(profile.NotOffered is { } missing ? [$"- Not offered: {missing}"] : Array.Empty<string>()).ToList();
        page.Append(notes.Count > 0 ? "\n" + string.Join('\n', notes) + "\n" : "");
    }

    private static string Encoding(PlatformProfile profile) => profile.IsBase64 ? "base64" : "hex";

    private static string Compared(FieldProfile field) => (field.IsHashed ? "" : "*plain* ") + Steps(field);

    private static string Steps(FieldProfile field) => field.Steps.Count == 0 ? "as given" : string.Join(" ", field.Steps.Select(s => $"`{s.Name}`"));
}
