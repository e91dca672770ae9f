using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Plans;

namespace Onboarding.Matching;

/// <summary>Decides which figure an advertiser is told of a list (rules PSE-18, PSE-19; docs/match-report.md has the proof of what it protects).</summary>
/// <remarks>
/// Whether a list gets a figure of its own depends on the lists alone, which the advertiser knows, and never on who is a user. A figure is made once for a list, from a count that is rounded at a
/// place which only the recipient can compute, in steps of at least <see cref="PolicyDefaults.FigureStep"/> people.
/// </remarks>
/// <param name="offset">For a kind of a list and a step, a number from 0 to the step less one that the advertiser cannot know.</param>
internal sealed class FigureRule(Func<ListSketch, long, long> offset)
{
    /// <summary>The rule of a recipient: its suppression key, which never leaves it, decides where figures are rounded.</summary>
    public static FigureRule Create(KeyCard suppressionKey, Domain domain) => new((sketch, step) =>
    {
        using var key = KeyDerivation.Derive(suppressionKey.Material, KeyDerivation.FigureLabel, IdentifierKinds.GetName(sketch.Kind), domain);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(key.Span, sketch.Digest.Span)) % (ulong)step);
    });

    /// <summary>How many people a figure is rounded to: one in a hundred of the list, and never fewer than the minimum step.</summary>
    public static long StepOf(long tokens) => Math.Max(PolicyDefaults.FigureStep, (tokens + 99) / 100);

    /// <summary>Decides.</summary>
    /// <param name="members">How many people the list stands for.</param>
    /// <param name="list">The list, kind by kind.</param>
    /// <param name="matched">How many of its tokens of a kind matched.</param>
    /// <param name="people">How many own ids matched.</param>
    /// <param name="earlier">Everything that the advertiser was told in this domain, the oldest first.</param>
    public FigureDecision Decide(long members, IEnumerable<ListSketch> list, Func<IdentifierKind, long> matched, long people, IReadOnlyList<MatchMemory> earlier)
    {
        var last = earlier.LastOrDefault(e => e.Figure is not null);
        var counting = list.Where(s => s.Count >= PolicyDefaults.MinimumReported).ToList();
        if (members < PolicyDefaults.MinimumReported || counting.Count == 0)
        {
            return new FigureDecision(null, Reasons.AggregateTooSmall, last, []);
        }

        if (earlier.Any(e => !e.IsReadable || IsTooClose(counting, e.Lists)))
        {
            return new FigureDecision(null, Reasons.AggregateDifferencing, last, []);
        }

        // Where the largest share is nearly everybody, a smaller one of another kind does not stand in for it.
        var shares = counting.Select(s => Share.Create(s.Count, matched(s.Kind), people, StepOf(s.Count), offset(s, StepOf(s.Count)))).ToList();
        var figure = shares.Exists(s => s.IsNearlyAll) ? null : shares.Where(s => s.IsEnough).Max(s => (int?)s.Percent);
        return new FigureDecision(figure, figure is null ? Reasons.AggregateTooSmall : null, last, counting);
    }

    private static bool IsTooClose(List<ListSketch> list, IReadOnlyList<ListSketch> earlier)
    {
        return list.Any(s => earlier.Any(e => e.Kind == s.Kind && e.CountDifferences(s) < PolicyDefaults.MinimumReported));
    }

    /// <summary>A share of one kind. Everything is taken from the rounded count, the minimum too: an exact one would show a single person at its border.</summary>
    private readonly record struct Share(int Percent, bool IsEnough, bool IsNearlyAll)
    {
        public static Share Create(long tokens, long matched, long people, long step, long shift)
        {
            // Over all shifts the average of a rounded count is the count less step - 1.
            var rounded = RoundDown(matched);
            var percent = (int)(((200 * (rounded + step - 1)) + tokens) / (2 * tokens));
            return new Share(percent, RoundDown(Math.Min(matched, people)) >= PolicyDefaults.MinimumReported, rounded + (3 * step) > tokens);

            long RoundDown(long count) => count < shift ? 0 : (count - shift) / step * step;
        }
    }
}

/// <summary>What the advertiser is told of a list.</summary>
/// <param name="Figure">The list's own figure, in whole percent; null where it is withheld.</param>
/// <param name="Reason">Why it is withheld; null where it is not.</param>
/// <param name="Last">The last figure that was released before; null where there is none.</param>
/// <param name="Lists">What later lists must be compared with: empty where nothing was computed.</param>
internal sealed record FigureDecision(int? Figure, Reason? Reason, MatchMemory? Last, IReadOnlyList<ListSketch> Lists);
