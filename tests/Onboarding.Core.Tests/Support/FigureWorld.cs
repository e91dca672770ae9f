using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Support;

/// <summary>A publisher whose users are numbers, and what it tells an advertiser of one list after another.</summary>
internal sealed class FigureWorld(IEnumerable<int> users, Func<ListSketch, long, long> offset)
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly HashSet<int> _users = [.. users];
    private readonly List<MatchMemory> _memories = [];

    /// <summary>Everything the advertiser was told, in order.</summary>
    public List<(int? Figure, string? Reason, DateTimeOffset? Time)> Told { get; } = [];

    /// <summary>Which lists got a computation of their own.</summary>
    public List<int> Computed { get; } = [];

    /// <summary>Whether a person more or less would be seen in a count of a list: the count is rounded right there.</summary>
    public List<(long Count, long Step, long Shift)> Roundings { get; } = [];

    public IReadOnlyList<MatchMemory> Memories => _memories;

    public static ListSketch Sketch(IEnumerable<int> people, IdentifierKind kind = IdentifierKind.Email)
    {
        var tokens = people.Select(person => new Token(SHA256.HashData(BitConverter.GetBytes(person)))).Order().ToArray();
        return ListSketch.Read(kind, new TokenArray(tokens, isSorted: true));
    }

    /// <summary>What is remembered of a decision.</summary>
    public static MatchMemory Remember(FigureDecision decision, DateTimeOffset time = default) => new()
    {
        Time = time,
        Audience = "a",
        Serial = 1,
        Members = 1000,
        Identifiers = 1000,
        Matched = 0,
        Kinds = new Dictionary<string, KindMatch>(),
        OwnKinds = new Dictionary<string, long>(),
        Figure = decision.Figure,
        Lists = decision.Lists,
    };

    public FigureDecision Match(IReadOnlyCollection<int> list)
    {
        var matched = list.Count(_users.Contains);
        var sketch = Sketch(list);
        var decision = new FigureRule((s, step) =>
        {
            var shift = offset(s, step);
            Roundings.Add((matched, step, shift));
            return shift;
        }).Decide(list.Count, [sketch], _ => matched, matched, _memories);
        var time = s_start.AddDays(_memories.Count);
        if (decision.Lists.Count > 0)
        {
            Computed.Add(_memories.Count);
        }

        _memories.Add(Remember(decision, time));
        Told.Add((decision.Figure ?? decision.Last?.Figure, decision.Reason?.Code, decision.Figure is null ? decision.Last?.Time : time));
        return decision;
    }
}
