using Onboarding.Hashing;
using Onboarding.Suppression;

namespace Onboarding.Delivery;

/// <summary>Who was in the last output of a plan and is not in the new one: they left the selection, or a consent is gone. Their recipient must take them out (rules OPT-04, LB-07).</summary>
internal static class LeftSelection
{
    private const int BatchLength = 100_000;

    /// <summary>Compares outputs that left while nobody compared them: the process ended after the delivery. Whose consent is gone cannot be told any more: they count as having left the selection.</summary>
    public static async ValueTask CatchUpAsync(IOnboardingStore store, MemberFiles members, IReadOnlyList<LedgerOutput> outputs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var current in outputs.Where(o => o.State is OutputState.Exported or OutputState.Delivered && members.Exists(o.Id)).OrderBy(o => o.Serial))
        {
            if (FindPrevious(outputs, current, members, now) is { } previous && !(await store.GetComparedAsync(MarkOf(previous.Id), cancellationToken).ConfigureAwait(false) >= current.Serial))
            {
                await FindAsync(store, members, current.Id, _ => false, _ => TokenSet.Empty, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Under which name a store keeps up to which later serial number an output was compared.</summary>
    public static string MarkOf(string output) => output + ".left";

    /// <summary>Records a removal for every identifier that was sent before and stands nowhere in the new output. Who has one already, because the person said no, gets no second.</summary>
    /// <param name="store">The ledger and the removals.</param>
    /// <param name="members">The member files.</param>
    /// <param name="output">The id of the new output.</param>
    /// <param name="isListed">Whether a suppression token is on the list: these people are found by their opt-out, and whoever reported it is not told again.</param>
    /// <param name="findWithdrawn">Finds among suppression tokens those of people who took a consent back.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the search; what was found is recorded.</param>
    public static async ValueTask FindAsync(IOnboardingStore store, MemberFiles members, string output, Func<Token, bool> isListed, Func<TokenSet, TokenSet> findWithdrawn, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outputs = await LedgerOutput.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        var current = outputs.First(o => o.Id == output);
        if (FindPrevious(outputs, current, members, now) is not { } previous)
        {
            return;
        }

        var taken = new HashSet<long>();
        await foreach (var removal in store.ReadRemovalsAsync(previous.Domain.ToString(), [], cancellationToken).ConfigureAwait(false))
        {
            if (removal.Output == previous.Id && removal.Content.Part == 0)
            {
                taken.Add(removal.Content.Position);
            }
        }

        var found = new List<Left>();
        var asked = new TokenSet();
        using (var readers = await members.OpenAsync([previous, current], cancellationToken).ConfigureAwait(false))
        {
            readers[previous.Id].Difference(readers[current.Id], (member, part) =>
            {
                if (!taken.Contains(member.Position) && !IsAnyListed(member, isListed))
                {
                    var prefix = member[part].SuppressionToken.Prefix;
                    asked.Add(prefix);
                    found.Add(new Left(member.Subject(), member.Position, part, prefix));
                }
            });
        }

        var withdrawn = findWithdrawn(asked.Seal());
        var removals = found.Select(left => new NewRemoval
        {
            Domain = previous.Domain.ToString(),
            KeyId = previous.Intent.KeyId,
            Cause = withdrawn.Contains(left.Prefix) ? RemovalCause.Consent : RemovalCause.Selection,
            Subject = left.Subject,
            Position = left.Position,
            Part = left.Part,
            Since = now,
        });
        foreach (var batch in removals.Chunk(BatchLength))
        {
            long? mark;
            do
            {
                mark = await store.GetComparedAsync(previous.Id, cancellationToken).ConfigureAwait(false);
            }
            while (!await store.AddRemovalsAsync(previous.Id, mark, mark ?? previous.Intent.Change, batch, cancellationToken).ConfigureAwait(false));
        }

        // Last: what a process that ends before this has found is found again, and not added twice.
        for (var done = false; !done;)
        {
            var compared = await store.GetComparedAsync(MarkOf(previous.Id), cancellationToken).ConfigureAwait(false);
            done = compared >= current.Serial || await store.AddRemovalsAsync(MarkOf(previous.Id), compared, current.Serial, [], cancellationToken).ConfigureAwait(false);
        }
    }

    private static LedgerOutput? FindPrevious(IReadOnlyList<LedgerOutput> outputs, LedgerOutput current, MemberFiles members, DateTimeOffset now)
    {
        return outputs.Where(o => o.MayBeOut && o.Serial < current.Serial && o.Domain.Equals(current.Domain) && o.Intent.Plan == current.Intent.Plan && o.Intent.DeleteBy > now && members.Exists(o.Id)).MaxBy(o => o.Serial);
    }

    private static bool IsAnyListed(Member member, Func<Token, bool> isListed)
    {
        foreach (var part in member)
        {
            if (isListed(part.SuppressionToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A person, or one identifier of a person, that stands nowhere in the new output.</summary>
    private readonly record struct Left(byte[] Subject, long Position, int Part, UInt128 Prefix);
}
