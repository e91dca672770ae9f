using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Records;

// From cells to canonical identifiers.
internal sealed partial class RecordIntake
{
    private void Normalize(RecordBatch batch)
    {
        Array.Resize(ref _firstEntry, Math.Max(_firstEntry.Length, batch.Count + 1));
        Profile(batch);
        for (var row = 0; row < batch.Count; row++)
        {
            _firstEntry[row] = _entries.Count;
            var region = GetRegion(batch, row, out var isDefault);
            for (var column = 0; column < _columns.Count; column++)
            {
                var value = batch.GetValue(row, column);
                if (!_source.Split.TryGetValue(_columns[column].Kind, out var separator))
                {
                    Normalize(row, column, value, region, isDefault);
                    continue;
                }

                foreach (var part in value.Split((byte)separator))
                {
                    if (_entries.Count - _firstEntry[row] > MaxIdentifiers)
                    {
                        break;
                    }

                    Normalize(row, column, value[part], region, isDefault);
                }
            }

            if (_entries.Count - _firstEntry[row] > MaxIdentifiers)
            {
                _entries.RemoveRange(_firstEntry[row], _entries.Count - _firstEntry[row]);
                _tooMany.Add(row);
            }
        }

        _firstEntry[batch.Count] = _entries.Count;
    }

    // Whether a column's numbers carry their zeros shows in its first few thousand values; later ones are judged by them.
    private void Profile(RecordBatch batch)
    {
        for (var column = 0; column < _columns.Count; column++)
        {
            if (_columns[column].Kind != IdentifierKind.Phone || _profiles[column].IsComplete)
            {
                continue;
            }

            for (var row = 0; row < batch.Count; row++)
            {
                _profiles[column].Add(batch.GetValue(row, column));
            }
        }
    }

    private PhoneRegion GetRegion(RecordBatch batch, int row, out bool isDefault)
    {
        isDefault = true;
        var country = _countryColumn < 0 ? default : batch.GetValue(row, _countryColumn);
        country = _source.Countries is { } words ? words.Translate(country) : country;
        if (_countryColumn >= 0 && PhoneRegion.TryParse(country, out var region))
        {
            isDefault = false;
            return region;
        }

        // A country that is named and not known must not become the plan's: its national numbers would be somebody else's.
        return !StripSet.Strip(country).IsEmpty ? PhoneRegion.None : _source.Region;
    }

    private void Normalize(int row, int column, ReadOnlySpan<byte> value, PhoneRegion region, bool isDefault)
    {
        var kind = _columns[column].Kind;
        var target = _canonical[Slot(kind)];
        Cells.Apostrophes += CellCheck.TryStripApostrophe(ref value) ? 1 : 0;
        var destination = target.Reserve(CanonicalForm.MaxLength);
        var reason = CellCheck.Find(kind, value);
        var length = 0;
        if (reason == RejectionReason.None)
        {
            reason = kind == IdentifierKind.Phone
                ? NormalizePhone(column, value, region, isDefault, destination, out length)
                : CanonicalForm.TryNormalize(kind, value, destination, out length);
        }

        if (reason == RejectionReason.None && CellCheck.IsPlaceholder(kind, destination[..length]))
        {
            reason = RejectionReason.Placeholder;
        }

        if (reason != RejectionReason.None)
        {
            _rejections.Add(new Rejection(row, kind, reason));
            return;
        }

        if (kind == IdentifierKind.ExternalId)
        {
            Cells.ExternalIds++;
            Cells.NationalNumbers += CellCheck.IsNationalNumber(destination[..length]) ? 1 : 0;
        }

        Span<Token> forms = stackalloc Token[Profiles.ProfileSet.MaxForms];
        var formCount = _computeForms ? _suppressionHasher.ComputeForms(kind, value, destination[..length], forms) : 0;
        _entries.Add(new Entry(row, kind, target.Count, _forms.Count, formCount, -1));
        _forms.AddRange(forms[..formCount]);
        target.Commit(length);
    }

    private RejectionReason NormalizePhone(int column, ReadOnlySpan<byte> value, PhoneRegion region, bool isDefault, Span<byte> destination, out int length)
    {
        var reason = CanonicalForm.NormalizePhone(value, region, destination, out length, out var usedRegion);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        if (usedRegion && _profiles[column].CarriesZeros && CellCheck.IsBareNumber(value) && CellCheck.HasLostZero(value, destination[..length], region))
        {
            return RejectionReason.CellLostZero;
        }

        Cells.Phones++;
        Cells.PhonesByDefaultRegion += usedRegion && isDefault ? 1 : 0;
        Cells.PhonesOfOtherCountries += !usedRegion && !_source.Region.IsNone && !PhoneNumber.HasCallingCodeOf(destination[..length], _source.Region) ? 1 : 0;
        return RejectionReason.None;
    }
}
