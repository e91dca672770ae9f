using Onboarding.Audiences;
using Onboarding.Plans;
using Onboarding.Profiles;

namespace Onboarding.Reports;

internal static partial class ReportHtml
{
    private static Markup Label(ReportFacts facts, LabelStatements statements)
    {
        var label = facts.Label;
        return Facts("label", "What goes out, and what its label says",
        [
            Fact("Status", $"{ReportText.Capital(PseudonymityLabel.Status)}"),
            Fact("Content", $"{ReportText.Count(label.Members, "person", "people")}, as {Tokens(label)}"),
            Fact("From", $"{facts.Controller}, {Basis(facts.Plan, facts.Plan.Domain.Controller)}"),
            Fact("To", $"{facts.Recipient}, {Basis(facts.Plan, facts.Plan.Domain.Recipient)}"),
            Fact("Agreements", $"{string.Join(", ", Plans.Rules.Agreements.InForce(facts.Plan.Facts).Select(a => $"{a.Id} until {End(a, label.Created)}"))}"),
            Fact("Purpose", $"{statements.Purpose}"),
            Fact("Never for", $"{string.Join(", ", statements.Forbidden)}"),
            Fact("Use by", $"{ReportText.Time(label.UseBy)}; after that it may hold people who have objected since"),
            Fact("Delete by", $"{ReportText.Time(label.DeleteBy)}"),
            Fact("Attributable by", $"{LabelStatements.WhoCanAttribute(label.AttributableBy)}"),
            Fact("Limits", $"{statements.Limits}"),
            label.KeyId.Length == 0 ? Fact("Made with", $"{statements.Technique}") : Fact("Made with", $"{statements.Technique}, key <code>{label.KeyId}</code>"),
            .. label.SignedWith is { } signingKey ? [Fact("Signed with", $"<code>{signingKey}</code>")] : Array.Empty<Markup>(),
            Fact("Domain", $"<code>{label.Domain}</code>, serial {ReportText.Ordinal(label.Serial)}"),
            Fact("Output", $"<code>{facts.Id}</code>"),
        ]);
    }

    private static string Tokens(PseudonymityLabel label)
    {
        return string.Join(", ", label.ValueCounts.OrderBy(v => ProfileFields.TryParse(v.Key, out var field) ? field : default).Select(v => $"{ReportText.Count(v.Value, One(label), Many(label))} ({ReportText.Kind(v.Key)})"));
    }

    // A platform receives no tokens.
    private static string One(PseudonymityLabel label) => label.KeyId.Length == 0 ? "value" : "token";

    private static string Many(PseudonymityLabel label) => One(label) + "s";

    private static string End(AgreementFile agreement, DateTimeOffset run) => PlanDate.TryParse(agreement.ValidUntil, out var until) ? ReportText.Day(until.Resolve(run)) : agreement.ValidUntil;

    // A sender's dossier records the sender's own basis; the recipient's stands in the agreement and is checked in the recipient's plan.
    private static string Basis(ReviewedPlan plan, string party)
    {
        var basis = plan.Facts.Basis(party);
        var side = Plans.Rules.Agreements.Sides(plan.Facts).FirstOrDefault(s => s.Party == party);
        return basis is not null ? $"legal basis {basis.Basis} ({basis.Reference})"
            : side is not null ? $"legal basis {side.Basis} by its agreement"
            : plan.Party(party).ActsFor is { } principal ? $"acts for {plan.Party(principal).Name}"
            : "legal basis not recorded here";
    }

    private static Markup OptOuts(ReportFacts facts, LabelStatements statements)
    {
        var snapshot = facts.OptOuts;
        if (snapshot.EmptyReference is { } reference)
        {
            return Section("opt-outs", "Opt-outs", $"<p>No list was used. That nobody has objected was confirmed by: {reference}.</p>\n");
        }

        var rows = snapshot.Lists.Select(l => Row("", $"{l.List}<span class=\"where\">{Age(l.AsOf, facts.Label.Created)}</span>", ReportText.Number(l.Values), ReportText.Number(l.RejectedCount)));
        return Section("opt-outs", "Opt-outs", $"""
            <p>Read again when the output was written, on {ReportText.Time(snapshot.LoadedAt)}. Compared by: {statements.Compared}.</p>
            {Table("All lists count.", ["List", "Values", "Unreadable"], rows)}{Unreadable(snapshot)}
            """);
    }

    private static string Age(DateTimeOffset? asOf, DateTimeOffset run) => asOf switch
    {
        null => "date not known",
        { } day when run - day < TimeSpan.FromDays(1) => $"last changed on {ReportText.Day(day)}",
        { } day => $"last changed on {ReportText.Day(day)}, {ReportText.Days(run - day)} before the run",
    };

    private static Markup Unreadable(Suppression.SuppressionSnapshot snapshot)
    {
        if (snapshot.RejectedCount == 0)
        {
            return Markup.Empty;
        }

        var more = snapshot.RejectedCount - Math.Min(MaxLines, snapshot.RejectedLines.Count());
        return $"""
            <h3>Not readable</h3>
            <p>Each of these may be an objection. Until it is corrected it protects nobody.</p>
            <ul>
            {snapshot.RejectedLines.Take(MaxLines).Select(Line)}</ul>
            {(more > 0 ? More(more) : Markup.Empty)}
            """;

        static Markup Line((string List, long Line, string Reason) line) => $"""
            <li>{line.List}, line {ReportText.Ordinal(line.Line)}: {PlanRules.Of(line.Reason).Meaning} {Code(line.Reason)}</li>

            """;

        static Markup More(long count) => $"<p>And {ReportText.Number(count)} more, see the report for machines.</p>\n";
    }

    private static Markup Findings(ReportFacts facts)
    {
        var passed = facts.Findings.Where(f => f.Level == FindingLevel.Pass).ToList();
        var others = facts.Findings.Where(f => f.Level != FindingLevel.Pass).ToList();
        return Section("review", "Review", $"""
            <p>{(others.Count == 0 ? "Nothing was found that people have to weigh. " : "")}The review checks facts that are written down; it does not replace a judgment.</p>
            {(others.Count == 0 ? Markup.Empty : List())}<details><summary>{ReportText.Count(passed.Count, "check", "checks")} passed</summary>
            <ul>
            {passed.Select(Pass)}</ul>
            </details>

            """);

        Markup List() => $"<ul class=\"findings\">\n{others.Select(Item)}</ul>\n";

        static Markup Pass(Finding finding) => $"<li>{finding.Rule}: {ReportText.Sentence(finding.Seen)} <span class=\"where\">{finding.Source}.</span></li>\n";

        static Markup Item(Finding finding) => $"""
            <li class="{Internal.ReportNames.Of(finding.Level)}"><p><span class="level">{ReportText.Capital(Internal.ReportNames.Of(finding.Level))}</span> {Code(finding.Code ?? "")}</p>
            <p>{ReportText.Sentence(finding.Seen)} {finding.Reason?.Remedy ?? ""}</p>
            <p class="where">Rule {finding.Rule}, {finding.Source}. {(finding.Path == "$" ? "" : "At " + finding.Path)}</p></li>

            """;
    }
}
