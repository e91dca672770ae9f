using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Records;

// From cells to canonical identifiers.
internal sealed partial class RecordIntake
{
    // What a record holds besides identifiers: its head and the attributes.
    private const int RecordRoom = 8 * 1024;

    private void Normalize(RecordBatch batch, ReadOnlySpan<bool> carriesZeros)
    {
        Array.Resize(ref _firstEntry, Math.Max(_firstEntry.Length, batch.Count + 1));
        for (var row = 0; row < batch.Count; row++)
        {
            _firstEntry[row] = _entries.Count;
            var region = GetRegion(batch, row, out var isDefault);
            for (var column = 0; column < _columns.Count; column++)
            {
                var value = batch.GetValue(row, column);
                if (_separators[column] is not { } separator)
                {
                    Normalize(row, column, value, region, isDefault, carriesZeros[column]);
                    continue;
                }

                foreach (var part in value.Split((byte)separator))
                {
                    if (_entries.Count - _firstEntry[row] > MaxIdentifiers)
                    {
                        break;
                    }

                    Normalize(row, column, value[part], region, isDefault, carriesZeros[column]);
                }
            }

            if (IsTooLarge(row))
            {
                _entries.RemoveRange(_firstEntry[row], _entries.Count - _firstEntry[row]);
                _tooMany.Add(row);
            }
        }

        _firstEntry[batch.Count] = _entries.Count;
    }

    private PhoneRegion GetRegion(RecordBatch batch, int row, out bool isDefault)
    {
        isDefault = true;
        if (_countryColumn < 0)
        {
            return _source.Region;
        }

        var country = batch.GetValue(row, _countryColumn);
        country = _source.Countries is { } words ? words.Translate(country) : country;
        if (PhoneRegion.TryParse(country, out var region))
        {
            isDefault = false;
            return region;
        }

        // A country that is named and not known must not become the plan's: its national numbers would be somebody else's.
        return !StripSet.Strip(country).IsEmpty ? PhoneRegion.None : _source.Region;
    }

    // A row must also fit into one record of a spill, with all its forms.
    private bool IsTooLarge(int row)
    {
        var perIdentifier = 67 + (Platform is null ? 0 : PlatformForms.MaxSent);
        const int Room = Spill.MaxRecordLength - RecordRoom;
        var count = _entries.Count - _firstEntry[row];
        return count > 0 && (count > MaxIdentifiers || (count * perIdentifier) + ((_forms.Count - _entries[_firstEntry[row]].FormStart) * Token.Size) > Room);
    }

    private void Normalize(int row, int column, ReadOnlySpan<byte> value, PhoneRegion region, bool isDefault, bool carriesZeros)
    {
        var kind = _columns[column].Kind;
        if (_hashed[column] is { } hashed)
        {
            AddHashed(row, kind, hashed, value);
            return;
        }

        var target = _canonical[Slot(kind)];
        var given = value;
        Cells.Apostrophes += CellCheck.TryStripApostrophe(ref value) ? 1 : 0;
        var destination = target.Reserve(CanonicalForm.MaxLength);
        var reason = LooksHashed(kind, value) ? RejectionReason.HashUndeclared : CellCheck.Find(kind, value);
        var length = 0;
        if (reason == RejectionReason.None)
        {
            reason = kind == IdentifierKind.Phone
                ? NormalizePhone(carriesZeros, value, region, isDefault, destination, out length)
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

        Observer.Look(row, kind, given, destination[..length]);
        var firstForm = _forms.Count;
        if (_computeForms)
        {
            Span<Token> forms = stackalloc Token[ProfileSet.MaxForms];
            _forms.AddRange(forms[.._suppressionHasher.ComputeForms(kind, value, destination[..length], forms)]);
        }

        var sent = AddSent(row, kind, kind == IdentifierKind.Phone ? destination[..length] : value, region, firstForm);
        _entries.Add(new Entry(row, kind, target.Count, firstForm, _forms.Count - firstForm, -1, sent));
        target.Commit(length);
    }

    // An external id may be anything, a digest included, unless it would be hashed again.
    private bool LooksHashed(IdentifierKind kind, ReadOnlySpan<byte> value)
    {
        return value.Length >= 44 && (kind != IdentifierKind.ExternalId || Platform?.IsHashed(ProfileField.ExternalId) == true) && HashedColumns.LooksHashed(value);
    }

    private void AddHashed(int row, IdentifierKind kind, HashedColumns hashed, ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[Token.Size];
        var reason = hashed.TryRead(value, digest);
        Observer.LookAtHash(row, kind, value, digest, reason);
        if (reason != RejectionReason.None)
        {
            _rejections.Add(new Rejection(row, kind, reason));
            return;
        }

        _entries.Add(new Entry(row, kind, -1, _forms.Count, 1, -1, _sent.Count));
        _forms.Add(_suppressionHasher.ComputeHashed(digest));
        _sent.Add(digest);
    }

    // What the platform receives, and its hash among the forms: whatever leaves is compared with the list itself. -1 where it cannot use the value.
    private int AddSent(int row, IdentifierKind kind, ReadOnlySpan<byte> value, PhoneRegion region, int firstForm)
    {
        var field = (ProfileField)kind;
        if (Platform is null || !Platform.Has(field))
        {
            return -1;
        }

        Span<byte> digest = stackalloc byte[Token.Size];
        var reason = Platform.TryWrite(field, value, region.Code, _sent.Reserve(PlatformForms.MaxSent), out var length, digest);
        if (reason != RejectionReason.None)
        {
            _rejections.Add(new Rejection(row, kind, reason));
            return -1;
        }

        // Without its country a number is also that of other people: they must not be taken for this one.
        var form = _suppressionHasher.ComputeHashed(digest);
        if (!Platform.LosesCountry(field) && !System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_forms)[firstForm..].Contains(form))
        {
            _forms.Add(form);
        }

        _sent.Commit(length);
        return _sent.Count - 1;
    }

    private RejectionReason NormalizePhone(bool carriesZeros, ReadOnlySpan<byte> value, PhoneRegion region, bool isDefault, Span<byte> destination, out int length)
    {
        var reason = CanonicalForm.NormalizePhone(value, region, destination, out length, out var usedRegion);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        if (usedRegion && carriesZeros && CellCheck.IsBareNumber(value) && CellCheck.HasLostZero(value, destination[..length], region))
        {
            return RejectionReason.CellLostZero;
        }

        Cells.Phones++;
        Cells.PhonesByDefaultRegion += usedRegion && isDefault ? 1 : 0;
        Cells.PhonesOfOtherCountries += !usedRegion && !_source.Region.IsNone && !PhoneNumber.HasCallingCodeOf(destination[..length], _source.Region) ? 1 : 0;
        return RejectionReason.None;
    }
}
