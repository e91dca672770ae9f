using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Audiences;

/// <summary>From spilled rows to members, and from members to the tokens that may leave. Records with one key are one person's rows: a member and its duplicates.</summary>
internal static class Members
{
    /// <summary>Sorts the rows into members and duplicates, and writes them to the working set.</summary>
    public static void WriteWorkingSet(Spill rows, PersonSpread spread, string path, KeyCard suppressionKey, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        using var workingSet = new WorkingSet.Writer(path, suppressionKey);
        Sort(rows, spread, workingSet, counts, lines, cancellationToken);
        workingSet.Complete();
    }

    /// <summary>Counts members and duplicates, and writes nothing.</summary>
    public static void Count(Spill rows, PersonSpread spread, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken) => Sort(rows, spread, null, counts, lines, cancellationToken);

    private static void Sort(Spill rows, PersonSpread spread, WorkingSet.Writer? workingSet, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        using var sorted = rows.ReadSorted(RowRecord.TryMerge);
        Span<byte> previous = stackalloc byte[Token.Size];
        var any = false;
        while (sorted.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = new RowRecord(sorted.Current);
            var isOnList = spread.IsOnList(record);
            if (isOnList || spread.IsLinked(record))
            {
                var rowsOpen = record.IsOpen ? record.Rows : 0;
                counts.Suppressed += rowsOpen;
                counts.SuppressedByPerson += isOnList ? 0 : rowsOpen;

                // The line of the row that says no itself stays: where its words were misread, this is what to correct.
                if (isOnList || !record.IsDenied)
                {
                    lines.Forget(new Token(record.Key));
                }

                continue;
            }

            if (!record.IsOpen)
            {
                continue;
            }

            var isMember = !any || !record.Key.SequenceEqual(previous);
            AddMembers(counts, record, isMember ? 1 : 0);
            counts.Duplicates += record.Rows - (isMember ? 1 : 0);
            record.Key.CopyTo(previous);
            any = true;
            workingSet?.Add(sorted.Current);
        }
    }

    /// <summary>The second check: reads the working set and passes on the tokens of members whom the newest list does not keep out; they go into the member file, with every record of theirs.</summary>
    public static void SuppressAgain(string path, KeyCard suppressionKey, PersonSpread spread, (IdentifierKind Kind, Spill Tokens)[] tokens, MemberFile.Writer members, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        using var reader = new WorkingSet.Reader(path, suppressionKey);
        Span<byte> previous = stackalloc byte[Token.Size];
        var any = false;
        var isSent = false;
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = new RowRecord(reader.Current);

            // Further records of a member hold the same identifiers in other spellings.
            if (any && record.Key.SequenceEqual(previous))
            {
                if (isSent)
                {
                    members.Add(record);
                }

                continue;
            }

            members.End();
            record.Key.CopyTo(previous);
            any = true;
            var isOnList = spread.IsOnList(record);
            isSent = !isOnList && !spread.IsLinked(record);
            if (!isSent)
            {
                AddMembers(counts, record, -1);
                counts.Suppressed++;
                counts.SuppressedAtWrite++;
                counts.SuppressedByPerson += isOnList ? 0 : 1;
                lines.Forget(new Token(record.Key));
                continue;
            }

            members.Add(record);
            foreach (var identifier in record)
            {
                tokens[(int)identifier.Kind - 1].Tokens.Add(identifier.PartyToken);
            }
        }

        members.End();
    }

    /// <summary>Counts the members of a working set. Returns whether hashes of forms stand in it.</summary>
    public static bool CountAgain(string path, KeyCard suppressionKey, RunCounts counts, CancellationToken cancellationToken)
    {
        using var reader = new WorkingSet.Reader(path, suppressionKey);
        Span<byte> previous = stackalloc byte[Token.Size];
        var haveHashes = false;
        for (var any = false; reader.MoveNext(); any = true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = new RowRecord(reader.Current);
            foreach (var identifier in record)
            {
                haveHashes |= identifier.FormCount > 0;
            }

            if (!any || !record.Key.SequenceEqual(previous))
            {
                counts.Rows++;
                AddMembers(counts, record, 1);
                record.Key.CopyTo(previous);
            }
        }

        return haveHashes;
    }

    private static void AddMembers(RunCounts counts, RowRecord record, int members)
    {
        counts.Members += members;
        var kinds = 0;
        foreach (var identifier in record)
        {
            kinds |= 1 << (int)identifier.Kind;
        }

        foreach (var kind in IdentifierKinds.All)
        {
            counts[kind].Members += ((kinds >> (int)kind) & 1) * members;
        }
    }
}
