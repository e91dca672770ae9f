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
    public static void WriteWorkingSet(Spill rows, SuppressionCheck check, string path, KeyCard suppressionKey, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        using var workingSet = new WorkingSet.Writer(path, suppressionKey);
        Sort(rows, check, workingSet, counts, lines, cancellationToken);
        workingSet.Complete();
    }

    /// <summary>Counts members and duplicates, and writes nothing.</summary>
    public static void Count(Spill rows, SuppressionCheck check, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken) => Sort(rows, check, null, counts, lines, cancellationToken);

    private static void Sort(Spill rows, SuppressionCheck check, WorkingSet.Writer? workingSet, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        using var sorted = rows.ReadSorted(RowRecord.TryMerge);
        Span<byte> previous = stackalloc byte[Token.Size];
        var any = false;
        while (sorted.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = new RowRecord(sorted.Current);
            var isImplied = IsImplied(record, check);
            if (isImplied)
            {
                counts.Suppressed += record.IsOpen ? record.Rows : 0;
                lines.Forget(new Token(record.Key));
            }

            if (isImplied || !record.IsOpen)
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

    /// <summary>The second check: reads the working set and passes on the tokens of members who are not on the newest list; they go into the member file. One record of a person on the list, and all of it stays here.</summary>
    public static void SuppressAgain(string path, KeyCard suppressionKey, SuppressionCheck check, bool hasHashedEntries, (IdentifierKind Kind, Spill Tokens)[] tokens, MemberFile.Writer members, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        // What a hash implies for other spellings must be known before the first member is let through.
        for (var pass = hasHashedEntries ? 0 : 1; pass < 2; pass++)
        {
            using var reader = new WorkingSet.Reader(path, suppressionKey);
            var person = new Person();
            while (reader.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var record = new RowRecord(reader.Current);
                if (!person.IsSame(record))
                {
                    End(person, pass == 1);
                    person.Begin(reader.Current);
                }

                person.IsOnList |= IsOnList(record, check);
                if (pass == 1)
                {
                    members.Add(record);
                }
            }

            End(person, pass == 1);
        }

        void End(Person person, bool isLastPass)
        {
            if (!isLastPass || person.IsEmpty)
            {
                return;
            }

            if (person.IsOnList)
            {
                members.Discard();
                AddMembers(counts, person.Record, -1);
                counts.Suppressed++;
                counts.SuppressedAtWrite++;
                lines.Forget(new Token(person.Record.Key));
                return;
            }

            members.End();
            foreach (var identifier in person.Record)
            {
                tokens[(int)identifier.Kind - 1].Tokens.Add(identifier.PartyToken);
            }
        }
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

    private static bool IsImplied(RowRecord record, SuppressionCheck check)
    {
        foreach (var identifier in record)
        {
            if (check.IsImplied(identifier.SuppressionToken))
            {
                return true;
            }
        }

        return false;
    }

    // Every identifier is looked at, also after a hit: each can imply something for other records.
    private static bool IsOnList(RowRecord record, SuppressionCheck check)
    {
        var hit = false;
        Span<Token> form = stackalloc Token[1];
        foreach (var identifier in record)
        {
            hit |= check.Contains(identifier.SuppressionToken, []);
            for (var i = 0; i < identifier.FormCount; i++)
            {
                form[0] = identifier.FormToken(i);
                hit |= check.Contains(identifier.SuppressionToken, form);
            }
        }

        return hit;
    }

    /// <summary>The first record of the person whose records are being read.</summary>
    private sealed class Person
    {
        private readonly byte[] _record = new byte[Spill.MaxRecordLength];
        private int _length;

        public bool IsEmpty => _length == 0;

        public bool IsOnList { get; set; }

        public RowRecord Record => new(_record.AsSpan(0, _length));

        public bool IsSame(RowRecord record) => !IsEmpty && record.Key.SequenceEqual(Record.Key);

        public void Begin(ReadOnlySpan<byte> record)
        {
            record.CopyTo(_record);
            _length = record.Length;
            IsOnList = false;
        }
    }
}
