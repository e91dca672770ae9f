using System.Text;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Profiles;

/// <summary>Shows the form that a profile makes of a field's values, step by step. For looking at single values: runs make the same forms without telling how.</summary>
/// <remarks>docs/profiles.md lists the profiles, their fields and their steps. Not thread-safe; allocates.</remarks>
public sealed class ProfileForm
{
    /// <summary>The name of the profile that is no platform's: the canonical form of contracts-v1.</summary>
    public const string Canonical = "canonical";

    private readonly PlatformProfile? _profile;
    private readonly FieldProfile? _form;
    private readonly ProfileField _field;
    private readonly PhoneRegion _region;
    private readonly DateFormat _dateFormat;
    private readonly DeviceKind _device;
    private readonly byte[] _value = new byte[PlatformProfile.MaxLength];
    private readonly byte[] _destination = new byte[PlatformProfile.MaxLength];
    private List<KeyValuePair<string, string>> _steps = [];

    /// <summary>Creates the form of a field.</summary>
    /// <param name="profile">One of <see cref="Profiles"/>.</param>
    /// <param name="field">One of <see cref="FieldsOf"/> that profile.</param>
    /// <param name="options">What the form depends on besides the value.</param>
    /// <exception cref="ArgumentException">The profile is not known, does not have the field, or an option is not one that is known.</exception>
    public ProfileForm(string profile, string field, ProfileFormOptions? options = null)
    {
        options ??= new ProfileFormOptions();
        _profile = PlatformProfiles.Find(profile);
        if (!FieldsOf(profile).Contains(field) || !ProfileFields.TryParse(field, out _field))
        {
            throw new ArgumentException($"The profile {profile} has the fields {string.Join(", ", FieldsOf(profile))}.", nameof(field));
        }

        if (!Records.DateFormat.TryParse(options.DateFormat, out _dateFormat))
        {
            throw new ArgumentException($"Dates are written as one of {string.Join(", ", Records.DateFormat.All)}.", nameof(options));
        }

        _device = options.Device switch
        {
            null => DeviceKind.Unknown,
            "idfa" => DeviceKind.Idfa,
            "aaid" => DeviceKind.Aaid,
            _ => throw new ArgumentException("A device is idfa or aaid.", nameof(options)),
        };
        _form = _profile?.Find(_field);
        _region = options.Region;
    }

    /// <summary>The names of all profiles, <see cref="Canonical"/> first.</summary>
    public static IReadOnlyList<string> Profiles { get; } = [Canonical, .. PlatformProfiles.All.Select(p => p.Id)];

    /// <summary>Whether the platform writes hashes in base64 of the 32 bytes; otherwise in lower-case hex.</summary>
    public bool IsBase64 => _profile?.IsBase64 ?? false;

    /// <summary>The fields of a profile, under the names of plans.</summary>
    /// <param name="profile">One of <see cref="Profiles"/>.</param>
    /// <exception cref="ArgumentException">The profile is not known.</exception>
    public static IReadOnlyList<string> FieldsOf(string profile) => profile == Canonical
        ? [.. IdentifierKinds.All.Select(IdentifierKinds.GetName)]
        : [.. (PlatformProfiles.Find(profile) ?? throw new ArgumentException($"The profiles are {string.Join(", ", Profiles)}.", nameof(profile))).Fields.Select(f => ProfileFields.GetName(f.Field))];

    /// <summary>Makes the form of a value.</summary>
    /// <param name="cell">The cell as it stands in a source, in UTF-8.</param>
    public ProfileFormResult Make(ReadOnlySpan<byte> cell)
    {
        _steps = [];
        var reason = Read(cell, out var length, out var reasonInRuns);
        if (reason == RejectionReason.None && _form is not null)
        {
            reason = Write(ref length);
        }

        if (reason != RejectionReason.None)
        {
            return new ProfileFormResult(reason, [], null, RejectionReason.None, _steps);
        }

        var form = _destination.AsSpan(0, length).ToArray();
        return new ProfileFormResult(reason, form, _form is null ? null : _form.GetPrefix(_device) + Send(form), reasonInRuns, _steps);
    }

    private string Send(byte[] form)
    {
        if (!_form!.IsHashed)
        {
            return Encoding.UTF8.GetString(form);
        }

        Span<byte> digest = stackalloc byte[Token.Size];
        PlatformHash.Hash(form, digest);
        return IsBase64 ? Convert.ToBase64String(digest) : Convert.ToHexStringLower(digest);
    }

    // What a run does before a profile sees the value.
    private RejectionReason Read(ReadOnlySpan<byte> cell, out int length, out RejectionReason reasonInRuns)
    {
        reasonInRuns = RejectionReason.None;
        if (_field > ProfileField.ExternalId)
        {
            return Take("read", PlainForm.TryRead(_field, cell, _field == ProfileField.DateOfBirth ? _dateFormat : null, DateOnly.MaxValue, _destination, out length), length);
        }

        var value = cell;
        length = 0;
        var reason = CanonicalForm.TryOpen(ref value, dropMailto: _field == ProfileField.Email);
        if (reason != RejectionReason.None)
        {
            return Take("strip", reason, 0);
        }

        _steps.Add(new("strip", Encoding.UTF8.GetString(value)));
        var kind = (IdentifierKind)_field;
        reasonInRuns = CanonicalForm.TryNormalize(kind, cell, _region, _destination, out length);
        if (_form is null)
        {
            return kind == IdentifierKind.Email ? TraceCanonicalEmail(cell, reasonInRuns, length) : Take(kind == IdentifierKind.Phone ? "e164" : kind == IdentifierKind.Maid ? "lower-maid" : "as-given", reasonInRuns, length);
        }

        if (kind == IdentifierKind.Phone)
        {
            // A number that nobody can have still has a form when it is written internationally; runs reject it.
            reason = reasonInRuns == RejectionReason.PhoneNotValid && TryReadDigits(value, out length) ? RejectionReason.None : reasonInRuns;
            return Take("read", reason, length);
        }

        if (value.Length > FieldProfile.MaxValueLength)
        {
            return Take("length", RejectionReason.TextTooLong, 0);
        }

        value.CopyTo(_destination);
        length = value.Length;
        return RejectionReason.None;
    }

    private RejectionReason Write(ref int length)
    {
        _destination.AsSpan(0, length).CopyTo(_value);
        var context = new FormContext { Country = _region.IsNone ? default : Encoding.ASCII.GetBytes(_region.ToString()), Device = _device };
        var reason = _form!.TryOpen(_value.AsSpan(0, length), _destination, out length);
        if (reason != RejectionReason.None)
        {
            return Take("length", reason, length);
        }

        foreach (var step in _form.Steps)
        {
            reason = Take(step.Name, FieldProfile.Apply(step, _destination, ref length, context), length);
            if (reason != RejectionReason.None)
            {
                break;
            }
        }

        return reason;
    }

    private RejectionReason TraceCanonicalEmail(ReadOnlySpan<byte> cell, RejectionReason reason, int length)
    {
        Span<byte> lower = stackalloc byte[CanonicalForm.MaxLength];
        if (CanonicalForm.NormalizeEmailBeforeGmail(cell, lower, out var lowerLength) != RejectionReason.None)
        {
            return Take("lower", reason, length);
        }

        _steps.Add(new("lower", Encoding.UTF8.GetString(lower[..lowerLength])));
        return Take("gmail", reason, length);
    }

    private RejectionReason Take(string step, RejectionReason reason, int length)
    {
        _steps.Add(new(step, reason == RejectionReason.None ? Encoding.UTF8.GetString(_destination, 0, length) : RejectionReasons.GetCode(reason)));
        return reason;
    }

    private bool TryReadDigits(ReadOnlySpan<byte> value, out int length)
    {
        length = 0;
        if (value[0] != (byte)'+')
        {
            return false;
        }

        foreach (var b in value)
        {
            if (char.IsAsciiLetter((char)b))
            {
                break;
            }

            if (length == 0 || char.IsAsciiDigit((char)b))
            {
                _destination[length++] = b;
            }

            if (length > 16)
            {
                return false;
            }
        }

        return length > 5;
    }
}
