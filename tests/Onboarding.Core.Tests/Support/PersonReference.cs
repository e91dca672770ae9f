using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Support;

/// <summary>The spreading of a no once more, as docs/rows.md says it: rows as texts, looked at again until nothing changes.</summary>
internal static class PersonReference
{
    public enum Verdict
    {
        Kept,
        Linked,
        Listed,
    }

    /// <summary>Whom the list keeps out, row by row.</summary>
    public static Verdict[] Judge(IReadOnlyList<Row> rows, IReadOnlySet<string> listed, int limit)
    {
        var sets = rows.Select(r => string.Join('\n', r.Identifiers.Where(i => i.Length > 0).Distinct().Order(StringComparer.Ordinal))).ToArray();
        var identifiers = sets.Select(s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var standsIn = sets.Distinct().SelectMany(s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries)).GroupBy(i => i).ToDictionary(g => g.Key, g => g.Count());
        bool Links(string identifier) => standsIn[identifier] <= limit;

        var saysNo = rows.Select((r, i) => r.IsDenied || identifiers[i].Any(t => listed.Contains(t) && Links(t))).ToArray();
        for (var changed = true; changed;)
        {
            var reached = identifiers.Where((_, i) => saysNo[i]).SelectMany(t => t).Where(Links).ToHashSet();
            var before = saysNo.Count(s => s);
            saysNo = [.. saysNo.Select((s, i) => s || identifiers[i].Any(reached.Contains))];
            changed = saysNo.Count(s => s) > before;
        }

        var denied = sets.Where((_, i) => rows[i].IsDenied).ToHashSet();
        return [.. rows.Select((_, i) => identifiers[i].Any(listed.Contains) ? Verdict.Listed : saysNo[i] || denied.Contains(sets[i]) ? Verdict.Linked : Verdict.Kept)];
    }

    /// <summary>The canonical form of an address, whose own tests stand on known answers from outside; null where there is none.</summary>
    public static string? Canonical(string value)
    {
        var buffer = new byte[CanonicalForm.MaxLength];
        return CanonicalForm.TryNormalize(IdentifierKind.Email, System.Text.Encoding.UTF8.GetBytes(value), buffer, out var length) == RejectionReason.None
            ? System.Text.Encoding.UTF8.GetString(buffer, 0, length)
            : null;
    }

    /// <summary>The suppression form once more, as contracts-v1 section 2 says it; empty where there is none.</summary>
    public static string Form(string value)
    {
        if (Canonical(value) is not { } canonical)
        {
            return "";
        }

        var at = canonical.IndexOf('@', StringComparison.Ordinal);
        return string.Concat(canonical[..at].Split('+')[0].Where(char.IsAsciiLetterOrDigit)) + canonical[at..];
    }

    /// <summary>The forms of profile set 2 once more, as contracts-v1 section 3 says them; none where there is no canonical form.</summary>
    public static IEnumerable<string> Forms(string value) => Canonical(value) is { } canonical ? [canonical, .. FormsOf(canonical), .. FormsOf(value.ToLowerInvariant())] : [];

    private static string[] FormsOf(string address)
    {
        var (local, domain) = (address.Split('@')[0], address.Split('@')[1]);
        var cut = local.Split('+')[0];
        var withoutDots = cut.Replace(".", "", StringComparison.Ordinal);
        string[] locals =
        [
            domain is "gmail.com" or "googlemail.com" ? withoutDots : local, local, string.Concat(local.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')),
            string.Concat(cut.Where(char.IsAsciiLetterOrDigit)), domain == "gmail.com" ? withoutDots : local,
        ];
        return [.. locals.Where(l => l.Length > 0).Select(l => l + "@" + domain)];
    }

    /// <param name="Identifiers">Suppression forms; empty ones do not count.</param>
    /// <param name="IsDenied">Whether the row records a no of its own.</param>
    internal sealed record Row(string[] Identifiers, bool IsDenied = false);
}
