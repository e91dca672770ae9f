using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Matching;

namespace Onboarding;

// What the advertiser is told, and why the rate is what it is.
public sealed partial class OnboardingMatch
{
    private List<ListSketch> ReadSketches(IReadOnlyList<SortedTokens> removed, CancellationToken cancellationToken)
    {
        return [.. IdentifierKinds.All.Select(kind => ListSketch.Read(kind, _audience.OpenTokens(kind, removed[(int)kind - 1]), cancellationToken))];
    }

    // What the advertiser is told is remembered before it can be told, one match of the domain at a time.
    private void Tell(MatchOutcome outcome, List<ListSketch> list, DateTimeOffset now)
    {
        var (report, keys) = (outcome.Report, outcome.Keys);
        var label = _audience.Label;
        MatchMemories.DeleteOutdated(_options.Folders.Matches, now);
        var memories = new MatchMemories(_options.Folders.Matches, _plan.Domain, keys.Suppression);
        using var gate = memories.Enter();
        var earlier = memories.Read();
        var decision = FigureRule.Create(keys.Suppression, _plan.Domain).Decide(label.Members, list, kind => report.Kinds.GetValueOrDefault(IdentifierKinds.GetName(kind)).Matched, report.Matched, earlier);
        memories.Add(new MatchMemory
        {
            Time = now,
            Audience = label.Id,
            Serial = label.Serial,
            Members = label.Members,
            Identifiers = report.Identifiers,
            Matched = report.Matched,
            Kinds = report.Kinds,
            OwnKinds = report.OwnKinds,
            Figure = decision.Figure,
            Lists = decision.Lists,
        });
        report.Advertiser = AdvertiserReport.Create(label, now, decision);
        report.Explanation = MatchExplanation.Find(label, _plan, keys.Party, report, earlier);
        if (earlier.Any(e => !e.IsReadable))
        {
            report.Notes = [.. report.Notes, "an earlier match of this domain cannot be read (matches/ in the home): what the advertiser was told is not known, and no new figure is released until it can be read or is a year old"];
        }
    }
}
