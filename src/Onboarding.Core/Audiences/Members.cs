using System.Numerics;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding.Audiences;

/// <summary>Takes a row that is sent.</summary>
internal delegate void RowVisit(RowRecord record);

/// <summary>From spilled rows to members, and from members to the tokens that may leave. Records with one key are one person's rows: a member and its duplicates.</summary>
internal static class Members
{
    /// <summary>Sorts the rows into members and duplicates, writes them to the working set, and members to the output: what the second check leaves of it, should it find the same list.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="spread">Whom the list keeps out.</param>
    /// <param name="path">The working set.</param>
    /// <param name="suppressionKey">What opens it.</param>
    /// <param name="output">Takes the members.</param>
    /// <param name="counts">The run's counts.</param>
    /// <param name="lines">The run's lines.</param>
    /// <param name="cancellationToken">Cancels the sorting.</param>
    public static void WriteWorkingSet(Spill rows, PersonSpread spread, string path, KeyCard suppressionKey, MemberOutput output, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        using var workingSet = new WorkingSet.Writer(path, suppressionKey);
        Sort(rows, spread, (workingSet, output), counts, lines, cancellationToken);
        workingSet.Complete();
    }

    /// <summary>Counts members and duplicates, and writes nothing.</summary>
    public static void Count(Spill rows, PersonSpread spread, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken) => Sort(rows, spread, null, counts, lines, cancellationToken);

    private static void Sort(Spill rows, PersonSpread spread, (WorkingSet.Writer WorkingSet, MemberOutput Output)? targets, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        using var sorted = rows.ReadSorted(RowRecord.TryMerge, ahead: Workers.Ahead);
        var repeated = new RepeatedIdentifiers(rows.Count, counts.Signs, lines);
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
            if (isMember)
            {
                repeated.Add(record);
            }

            counts.Duplicates += record.Rows - (isMember ? 1 : 0);
            record.Key.CopyTo(previous);
            any = true;
            if (targets is { } files)
            {
                files.WorkingSet.Add(sorted.Current);
                files.Output.Add(sorted.Current, isMember);
            }
        }

        targets?.Output.End();
        repeated.Complete();
    }

    /// <summary>The second check: reads the working set, and counts out members whom the newest list keeps out. The others go into the member file, with every record of theirs.</summary>
    /// <param name="path">The working set.</param>
    /// <param name="suppressionKey">What opens it.</param>
    /// <param name="spread">Whom the newest list keeps out.</param>
    /// <param name="output">Takes the members that stay.</param>
    /// <param name="counts">The run's counts.</param>
    /// <param name="lines">The run's lines.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static void SuppressAgain(string path, KeyCard suppressionKey, PersonSpread spread, MemberOutput output, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
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
                    output.Add(reader.Current, isMember: false);
                }

                continue;
            }

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

            output.Add(reader.Current, isMember: true);
        }

        output.End();
    }

    /// <summary>The first record of every member whom the list does not keep out, once more.</summary>
    public static void ForEachSent(string path, KeyCard suppressionKey, PersonSpread spread, RowVisit send, CancellationToken cancellationToken)
    {
        using var reader = new WorkingSet.Reader(path, suppressionKey);
        Span<byte> previous = stackalloc byte[Token.Size];
        for (var any = false; reader.MoveNext(); any = true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = new RowRecord(reader.Current);
            if (any && record.Key.SequenceEqual(previous))
            {
                continue;
            }

            record.Key.CopyTo(previous);
            if (!spread.IsOnList(record) && !spread.IsLinked(record))
            {
                send(record);
            }
        }
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
                // The hash of what is sent is always there, and says nothing about other forms.
                haveHashes |= identifier.FormCount > (identifier.Sent.IsEmpty ? 0 : 1);
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

        for (var attributes = record.Attributes; attributes.MoveNext();)
        {
            kinds |= 1 << (int)attributes.Field;
        }

        // A segment is no field.
        for (kinds &= ~1; kinds != 0; kinds &= kinds - 1)
        {
            counts[(ProfileField)BitOperations.TrailingZeroCount(kinds)].Members += members;
        }
    }
}
