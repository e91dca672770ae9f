using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Plans;
using Onboarding.Profiles;

namespace Onboarding.Records;

// What a platform receives besides identifiers, for rows that nothing keeps out.
internal sealed partial class RecordIntake
{
    private readonly byte[] _text = GC.AllocateUninitializedArray<byte>(PlainForm.MaxLength, pinned: true);
    private readonly (int Start, int Length)[] _attributes = new (int, int)[(int)ProfileField.Gender + 1];
    private readonly byte[] _attributeBytes = GC.AllocateUninitializedArray<byte>(((int)ProfileField.Gender + 1) * PlatformForms.MaxSent, pinned: true);

    /// <summary>Adds the row's attributes to its record, and counts what became of them.</summary>
    public void AddAttributes(RecordBatch batch, int row, RowRecord.Builder builder, RunCounts counts)
    {
        if (_source.Attributes.Count == 0)
        {
            return;
        }

        Array.Clear(_attributes);
        Span<byte> digest = stackalloc byte[Hashing.Token.Size];
        var country = GetRegion(batch, row, out _).Code;
        var column = _firstAttributeColumn;
        var used = 0;
        foreach (var attribute in _source.Attributes)
        {
            var field = attribute.Field;
            var reason = ReadAttribute(batch, row, column, attribute, out var length);
            var sent = 0;
            if (reason == RejectionReason.None)
            {
                reason = Platform!.TryWrite(field, _text.AsSpan(0, length), country, _attributeBytes.AsSpan(used), out sent, digest);
            }

            column += attribute.Names.Count;
            if (reason != RejectionReason.None)
            {
                counts[field].Reject(reason);
                continue;
            }

            counts[field].Accepted++;
            _attributes[(int)field] = (used, sent);
            used += sent;
        }

        foreach (var set in Platform!.Together)
        {
            Observer.Counts.IncompleteAddresses += DropIncomplete(set) ? 1 : 0;
        }

        foreach (var attribute in _source.Attributes)
        {
            var (start, length) = _attributes[(int)attribute.Field];
            if (length > 0)
            {
                builder.AddAttribute(attribute.Field, _attributeBytes.AsSpan(start, length));
            }
        }

        _attributeBytes.AsSpan(0, used).Clear();
        _text.AsSpan().Clear();
    }

    // Part of an address finds nobody, and would be given away for nothing. Whether there was a part.
    private bool DropIncomplete(ProfileField[] set)
    {
        var held = 0;
        foreach (var field in set)
        {
            held += _attributes[(int)field].Length > 0 ? 1 : 0;
        }

        if (held == set.Length)
        {
            return false;
        }

        foreach (var field in set)
        {
            _attributes[(int)field] = default;
        }

        return held > 0;
    }

    private RejectionReason ReadAttribute(RecordBatch batch, int row, int column, AttributeColumns attribute, out int length)
    {
        length = 0;
        if (attribute.Names.Count == 1)
        {
            var cell = batch.GetValue(row, column);
            cell = attribute.Field == ProfileField.Country && _source.Countries is { } words ? words.Translate(cell) : cell;
            return PlainForm.TryRead(attribute.Field, cell, _source.DateFormat, _runDate, _text, out length);
        }

        for (var i = 0; i < attribute.Names.Count; i++)
        {
            var reason = CellCheck.ReadText(batch.GetValue(row, column + i), out var part);
            if (reason == RejectionReason.Empty)
            {
                continue;
            }

            if (reason != RejectionReason.None || length + 1 + part.Length > _text.Length)
            {
                length = 0;
                return reason == RejectionReason.None ? RejectionReason.TextTooLong : reason;
            }

            if (length > 0)
            {
                _text[length++] = (byte)' ';
            }

            part.CopyTo(_text.AsSpan(length));
            length += part.Length;
        }

        return length == 0 ? RejectionReason.Empty : RejectionReason.None;
    }
}
