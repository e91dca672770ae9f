using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Reports;

namespace Onboarding.Matching;

/// <summary>
/// Why a match rate is what it is, in the order in which causes rule each other out: the same key, the same contract, kinds that both sides have, how many own users have them, values that were lost, and
/// only then how many people the two really share; at the end, how it was before.
/// </summary>
/// <remarks>From which share on a step comes with a remedy is a choice of this library.</remarks>
internal sealed class MatchExplanation
{
    private const string OwnContract = "contracts v1";
    private const int ComparedMatches = 5;

    private readonly List<MatchFinding> _findings = [];
    private readonly PseudonymityLabel _label;
    private readonly ReviewedPlan _plan;
    private readonly MatchReport _report;

    private MatchExplanation(PseudonymityLabel label, ReviewedPlan plan, MatchReport report)
    {
        _label = label;
        _plan = plan;
        _report = report;
    }

    private List<IdentifierKind> Common => [.. _label.TokenCounts.Keys.Intersect(_plan.Source.Columns.Select(c => c.Kind)).Order()];

    public static IReadOnlyList<MatchFinding> Find(PseudonymityLabel label, ReviewedPlan plan, KeyCard card, MatchReport report, IReadOnlyList<MatchMemory> earlier)
    {
        var explanation = new MatchExplanation(label, plan, report);
        explanation.Add("key.same", null, $"Both sides hash with key {card.Id}, check value {card.CheckValue}, for {card.Domain}: the audience's MAC holds.");
        explanation.AddVersions();
        explanation.AddKinds();
        explanation.AddCoverage();
        explanation.AddInvalid();
        explanation.AddTakenOut();
        explanation.AddOverlap();
        explanation.AddTrend([.. earlier.Where(e => e.IsReadable)]);
        return explanation._findings;
    }

    private void AddVersions()
    {
        if (_label.Contract == OwnContract)
        {
            Add("contract.same", null, $"Both sides make tokens by {OwnContract}.");
        }
        else
        {
            Add("contract.other", null, $"The audience's tokens are made by {Quote(_label.Contract)}, the own ones by {OwnContract}: the two need not agree.", "Use libraries of the same contract on both sides.");
        }

        if (!_label.TokenCounts.ContainsKey(IdentifierKind.Phone))
        {
            return;
        }

        var own = CanonicalForm.PhoneMetadataVersion;
        if (_label.PhoneMetadata == own)
        {
            Add("metadata.same", "phone", $"Both sides judge phone numbers by {own}.");
        }
        else
        {
            Add("metadata.other", "phone", $"The sender judges phone numbers by {Quote(_label.PhoneMetadata)}, this side by {own}: numbers that only one of them takes for valid find nobody.", "Use the same version of the library on both sides.");
        }
    }

    private void AddKinds()
    {
        if (Common.Count == 0)
        {
            Add("kinds.none", null, "The audience and the plan's source have no kind of identifier in common: nobody can match.", "Map a column of a kind that the audience has, or agree with the sender on another.");
        }
        else
        {
            Add("kinds.common", null, $"Kinds that both sides have: {string.Join(", ", Common.Select(IdentifierKinds.GetName))}.");
        }

        foreach (var kind in _label.TokenCounts.Keys.Except(Common).Order())
        {
            var name = IdentifierKinds.GetName(kind);
            Add("kinds.not-read", name, $"{ReportText.Number(_label.TokenCounts[kind])} tokens of the audience are of a kind that the plan's source does not have.", $"Map a column of {name}, where the users gave it.");
        }
    }

    private void AddCoverage()
    {
        foreach (var name in Common.Select(IdentifierKinds.GetName))
        {
            var own = _report.OwnKinds.GetValueOrDefault(name);
            Add("coverage.own", name, $"{ReportText.Number(own)} of {ReportText.Number(_report.Identifiers)} own ids have one ({ReportText.Share(own, _report.Identifiers)}).", own * 2 < _report.Identifiers ? "Nobody else can be found by it: ask for it at sign-in, or agree with the sender on a kind that more users have." : null);
        }
    }

    private void AddInvalid()
    {
        const int Many = 10;
        foreach (var (name, percent) in _label.Rejected)
        {
            if (IdentifierKinds.TryParse(name, out _))
            {
                Add("invalid.sender", name, $"{ReportText.Number(percent)} % of the sender's values have no canonical form and were not sent.", percent >= Many ? "Ask the sender to run onboard diagnose, and to correct what it finds." : null);
            }
        }

        var rejected = _report.Rejected.Where(r => r.Key != "EMPTY").ToList();
        var total = rejected.Sum(r => r.Value);
        if (total > 0)
        {
            Add("invalid.own", null, $"{ReportText.Number(total)} own values have no canonical form: {string.Join(", ", rejected.Select(r => $"{r.Key} {ReportText.Number(r.Value)}"))}.", total * Many > _report.Identifiers ? "Look at region, country column and the mapped columns of the own source." : null);
        }
    }

    private void AddTakenOut()
    {
        if (_report.Suppressed > 0)
        {
            Add("opted-out.own", null, $"{ReportText.Number(_report.Suppressed)} own ids said no and were left out.");
        }

        if (_report.RemovedTokens > 0)
        {
            Add("removed", null, $"{ReportText.Number(_report.RemovedTokens)} tokens of the audience were taken out by lists of removals.");
        }
    }

    private void AddOverlap()
    {
        foreach (var (name, kind) in _report.Kinds.Where(k => Common.Exists(c => IdentifierKinds.GetName(c) == k.Key)))
        {
            Add("overlap", name, $"{ReportText.Number(kind.Matched)} of {ReportText.Number(kind.Tokens)} tokens matched ({ReportText.Share(kind.Matched, kind.Tokens)}). What the steps above do not explain is how many people the two sides share.");
        }
    }

    private void AddTrend(List<MatchMemory> earlier)
    {
        if (earlier.Count == 0)
        {
            Add("trend.first", null, "No earlier match of this domain is remembered.");
            return;
        }

        foreach (var (name, now) in _report.Kinds)
        {
            var before = earlier.Where(e => e.Kinds.GetValueOrDefault(name).Tokens > 0).Reverse().Take(ComparedMatches).ToList();
            if (before.Count == 0)
            {
                Add("trend.new", name, "No earlier match of this domain had tokens of this kind.");
                continue;
            }

            var last = before[0];
            var fell = (decimal)now.Matched * last.Kinds[name].Tokens * 4 < (decimal)last.Kinds[name].Matched * now.Tokens * 3;
            Add(
                "trend",
                name,
                $"{ReportText.Share(now.Matched, now.Tokens)} matched; before, the newest first: {string.Join(", ", before.Select(b => ReportText.Share(b.Kinds[name].Matched, b.Kinds[name].Tokens)))}.",
                fell ? $"More than a quarter is lost since {LabelBuilder.Format(last.Time)}. Then {ReportText.Number(last.Members)} members and {ReportText.Number(last.Identifiers)} own ids, now {ReportText.Number(_report.Members)} and {ReportText.Number(_report.Identifiers)}: look for what changed in the columns, the region or the source of either side." : null);
        }
    }

    private void Add(string id, string? field, string statement, string? remedy = null) => _findings.Add(new MatchFinding(id, field, statement, remedy));

    // Labels come from outside, and this goes to terminals.
    private static string Quote(string? text)
    {
        return text is { Length: > 0 and <= 80 } && text.All(c => char.IsAsciiLetterOrDigit(c) || " .,:-_/".Contains(c, StringComparison.Ordinal)) ? text : "something that the label does not name";
    }
}
