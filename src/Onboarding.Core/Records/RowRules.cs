using Onboarding.Identifiers;
using Onboarding.Plans;

namespace Onboarding.Records;

/// <summary>
/// Whether a row may be used, by what its own cells and the plan's statements say (rules LB-05, LB-06, MIN-06, MIN-07, MIN-09). A cell that is not empty decides;
/// an empty one leaves it to the first statement that applies to the row. Pure, and allocates nothing per row.
/// </summary>
internal sealed class RowRules
{
    private const int AdultAge = 18;

    private static readonly CellWords s_customer = new("customer", "existing customer", "klant", "kunde", "kundin");
    private static readonly byte[] s_separators = ";,|\n"u8.ToArray();

    private readonly RowFacts _facts;
    private readonly EvidenceColumn?[] _columns;
    private readonly int[] _indexes;
    private readonly (ConsentColumn Column, int Index)[] _consent;
    private readonly (RowStatement Statement, int Column, bool CoversPurpose, bool IsNoticeAccepted)[] _statements;
    private readonly CellWords _purposes;
    private readonly CellWords _notices;
    private readonly DateOnly _today;
    private readonly DateOnly _tomorrow;
    private readonly DateOnly _activeSince;
    private readonly bool _needsProvenance;
    private readonly bool _needsConsent;
    private readonly bool _needsCustomer;
    private readonly bool _needsNotice;
    private readonly bool _needsObjection;
    private readonly bool _isConsent;
    private readonly bool _isSameForAll;
    private readonly Reason? _verdict;

    /// <summary>Rules for one run.</summary>
    /// <param name="facts">What the plan says.</param>
    /// <param name="runDate">The day of the run, UTC.</param>
    public RowRules(RowFacts facts, DateOnly runDate)
    {
        var names = facts.ColumnNames.ToList();
        var isInterest = facts.Basis == LegalBases.LegitimateInterest;
        _facts = facts;
        _columns = [.. Enum.GetValues<EvidenceKind>().Select(kind => facts.Columns.GetValueOrDefault(kind))];
        _indexes = [.. _columns.Select(c => c is null ? -1 : names.IndexOf(c.Name))];
        _consent = [.. facts.Consent.Select(c => (c, names.IndexOf(c.Name)))];
        _purposes = new CellWords(facts.ConsentPurposes);
        _notices = new CellWords(facts.NoticeVersions);
        _statements = [.. facts.Statements.Select(s => (s, s.Column is null ? -1 : names.IndexOf(s.Column), s.ConsentPurposes.Any(facts.ConsentPurposes.Contains), facts.NoticeVersions.Contains(s.NoticeVersion)))];
        _today = runDate;

        // A source can be ahead of UTC by less than a day.
        _tomorrow = runDate.AddDays(1);
        _activeSince = facts.LongestInactive?.Before(runDate) ?? DateOnly.MinValue;
        _isConsent = facts.Basis == LegalBases.Consent;
        _needsProvenance = facts.SpeaksOfProvenance;
        _needsConsent = _isConsent && facts.SpeaksOfConsent;
        _needsCustomer = isInterest && facts.SpeaksOfRelationship;
        _needsNotice = isInterest && facts.SpeaksOfNotice;
        _needsObjection = isInterest && facts.SpeaksOfObjection;

        // Without a column, all rows are judged by the same statement.
        if (names.Count == 0)
        {
            _verdict = Judge(new Cells(this, null, 0, 0), out _);
            _isSameForAll = true;
        }
    }

    /// <summary>Why a row is dropped: the first rule that it breaks, in the order of <see cref="DropReasons"/>; null where it breaks none.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="firstColumn">Where the columns of <see cref="RowFacts.ColumnNames"/> begin in the batch.</param>
    /// <param name="birthDateUnread">Whether a birth date stands there that cannot be read.</param>
    public Reason? Check(RecordBatch batch, int row, int firstColumn, out bool birthDateUnread)
    {
        birthDateUnread = false;
        return _isSameForAll ? _verdict : Judge(new Cells(this, batch, row, firstColumn), out birthDateUnread);
    }

    /// <summary>Whether the row itself records that the person said no (rule LB-07), whatever else speaks against the row. Such a row is always dropped.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="firstColumn">Where the columns of <see cref="RowFacts.ColumnNames"/> begin in the batch.</param>
    public bool IsDenied(RecordBatch batch, int row, int firstColumn)
    {
        var cells = new Cells(this, batch, row, firstColumn);
        return IsDenied(cells, ReadConsent(cells));
    }

    /// <summary>Counts what the columns of a preset say that a reader of their headers alone would get wrong.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="firstColumn">Where the columns of <see cref="RowFacts.ColumnNames"/> begin in the batch.</param>
    /// <param name="counts">Where it is counted.</param>
    public void CountConsent(RecordBatch batch, int row, int firstColumn, CellCounts counts)
    {
        if (_consent.Length == 0)
        {
            return;
        }

        var cells = new Cells(this, batch, row, firstColumn);
        var isGranted = false;
        var isDenied = false;
        foreach (var (column, index) in _consent)
        {
            var state = column.Read(cells[index]);
            isGranted |= state == ConsentState.Granted;
            isDenied |= column.IsNo(state);
            counts.ConsentAgainstHeader += column.IsAgainstHeader(state) ? 1 : 0;
        }

        counts.ConsentConflicts += isGranted && isDenied ? 1 : 0;
    }

    private Reason? Judge(Cells cells, out bool birthDateUnread)
    {
        var statement = FindStatement(cells);
        var minor = IsMinor(cells, out birthDateUnread);
        return _needsProvenance && !HasProvenance(cells, statement) ? DropReasons.ProvenanceMissing
            : CheckConsent(cells, statement)
            ?? ((_needsCustomer && !IsCustomer(cells, statement)) || (_needsNotice && !IsNoticeAccepted(cells, statement)) || (_needsObjection && !WasObjectionOffered(cells, statement)) ? DropReasons.InterestNotExpected
            : !IsRecent(cells) ? DropReasons.RecordTooOld
            : minor ? DropReasons.Minor
            : null);
    }

    // The place of the first statement that applies; -1 where none does.
    private int FindStatement(Cells cells)
    {
        for (var i = 0; i < _statements.Length; i++)
        {
            var (statement, column, _, _) = _statements[i];
            if (column < 0 || statement.Is!.Contains(cells[column]))
            {
                return i;
            }
        }

        return -1;
    }

    private bool HasProvenance(Cells cells, int statement)
    {
        var reason = CellCheck.ReadText(cells[EvidenceKind.Provenance], out _);
        return reason == RejectionReason.Empty ? statement >= 0 && _statements[statement].Statement.HasProvenance : reason == RejectionReason.None;
    }

    private ConsentState ReadConsent(Cells cells) => _columns[(int)EvidenceKind.Consent] is { } column ? ConsentCell.Read(column, cells[EvidenceKind.Consent]) : ConsentState.Unknown;

    // Under consent, a plain "no" is a consent that was never given; only what was taken back is an objection.
    private bool IsDenied(Cells cells, ConsentState state)
    {
        return state == ConsentState.Withdrawn
            || (state == ConsentState.Refused && !_isConsent)
            || (_columns[(int)EvidenceKind.ConsentWithdrawnAt] is { } withdrawals && ConsentCell.IsWithdrawal(withdrawals, cells[EvidenceKind.ConsentWithdrawnAt]))
            || SaysNo(cells);
    }

    // In a column of a preset every no counts, under every basis: an export that knows only yes and no has no other word for somebody who left.
    private bool SaysNo(Cells cells)
    {
        foreach (var (column, index) in _consent)
        {
            if (column.IsNo(column.Read(cells[index])))
            {
                return true;
            }
        }

        return false;
    }

    private Reason? CheckConsent(Cells cells, int statement)
    {
        var state = ReadConsent(cells);
        if (IsDenied(cells, state))
        {
            return DropReasons.ConsentWithdrawn;
        }

        if (!_needsConsent)
        {
            return null;
        }

        var isStated = statement >= 0 && _statements[statement].Statement.ConsentPurposes.Count > 0;
        var purposes = CellCheck.ReadText(cells[EvidenceKind.ConsentPurposes], out var listed);
        var isDated = _columns[(int)EvidenceKind.ConsentAt] is null || TryReadDate(cells, EvidenceKind.ConsentAt, out _);
        var isProven = _columns[(int)EvidenceKind.Consent] is not null ? state == ConsentState.Granted : _columns[(int)EvidenceKind.ConsentAt] is not null || isStated || purposes != RejectionReason.Empty;
        if (!isProven || !isDated)
        {
            return DropReasons.ConsentUnproven;
        }

        var isCovered = purposes == RejectionReason.Empty ? isStated && _statements[statement].CoversPurpose : Covers(listed);
        return isCovered ? null : DropReasons.ConsentPurposeMismatch;
    }

    private bool Covers(ReadOnlySpan<byte> purposes)
    {
        foreach (var part in purposes.SplitAny(s_separators))
        {
            if (_purposes.Contains(purposes[part]))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCustomer(Cells cells, int statement)
    {
        var reason = CellCheck.ReadText(cells[EvidenceKind.Relationship], out var text);
        if (reason == RejectionReason.Empty)
        {
            return statement >= 0 && _statements[statement].Statement.IsCustomer == true;
        }

        var column = _columns[(int)EvidenceKind.Relationship]!;
        return column.No?.Contains(text) != true && (column.Yes ?? s_customer).Contains(text);
    }

    private bool IsNoticeAccepted(Cells cells, int statement)
    {
        var reason = CellCheck.ReadText(cells[EvidenceKind.NoticeVersion], out var text);
        return reason == RejectionReason.Empty ? statement >= 0 && _statements[statement].IsNoticeAccepted : _notices.Contains(text);
    }

    // Days are compared: offered on the day of the collection is offered in time.
    private bool WasObjectionOffered(Cells cells, int statement)
    {
        var isStated = statement >= 0 && _statements[statement].Statement.ObjectionOffered == true;
        if (CellCheck.ReadText(cells[EvidenceKind.ObjectionOfferedAt], out _) == RejectionReason.Empty)
        {
            return isStated;
        }

        return TryReadDate(cells, EvidenceKind.ObjectionOfferedAt, out var offered)
            && (TryReadDate(cells, EvidenceKind.CollectedAt, out var collected) ? offered <= collected : isStated);
    }

    private bool IsRecent(Cells cells) => _facts.LongestInactive is null || (TryReadDate(cells, EvidenceKind.LastActiveAt, out var last) && last >= _activeSince);

    // Somebody born on 29 February comes of age on 1 March where the year has no such day.
    private bool IsMinor(Cells cells, out bool unread)
    {
        unread = false;
        if (_columns[(int)EvidenceKind.DateOfBirth] is not { } column)
        {
            return false;
        }

        var reason = column.Format!.TryRead(cells[EvidenceKind.DateOfBirth], _tomorrow, out var born);
        unread = reason is not (RejectionReason.None or RejectionReason.Empty);
        if (reason != RejectionReason.None)
        {
            return _facts.RequiresBirthDate;
        }

        var hadBirthday = (_today.Month, _today.Day).CompareTo((born.Month, born.Day)) >= 0;
        return _today.Year - born.Year - (hadBirthday ? 0 : 1) < AdultAge;
    }

    private bool TryReadDate(Cells cells, EvidenceKind kind, out DateOnly date)
    {
        date = default;
        return _columns[(int)kind]?.Format?.TryRead(cells[kind], _tomorrow, out date) == RejectionReason.None;
    }

    /// <summary>The cells of one row; those of columns that are not mapped are empty.</summary>
    private readonly ref struct Cells(RowRules rules, RecordBatch? batch, int row, int firstColumn)
    {
        public ReadOnlySpan<byte> this[int column] => batch!.GetValue(row, firstColumn + column);

        public ReadOnlySpan<byte> this[EvidenceKind kind] => rules._indexes[(int)kind] is >= 0 and var column ? this[column] : default;
    }
}
