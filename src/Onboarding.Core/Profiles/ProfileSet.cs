using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>The forms that the known profiles make of an identifier: what a list of hashes may have been made of.</summary>
/// <remarks>
/// Set 2 (contracts-v1, section 3): the canonical form, then every distinct form that a profile makes of the value as given and of its canonical form; of a device id both as Apple's and as Google's.
/// Forms that a platform takes plain count too. Set 1 was the canonical form and, of an e-mail, the trimmed one. A profile that makes a new form raises the version.
/// </remarks>
internal static class ProfileSet
{
    public const int Version = 2;

    private static readonly FieldProfile[][] s_profiles = [.. IdentifierKinds.All.Select(kind => FindDistinct((ProfileField)kind))];

    /// <summary>The largest number of distinct forms of one value.</summary>
    public static int MaxForms { get; } = 1 + (2 * s_profiles.Max(p => p.Length));

    /// <summary>Adds the distinct forms of a value to a batch, its canonical form first.</summary>
    public static void Write(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical, IdentifierBatch forms)
    {
        var first = forms.Count;
        forms.Add(canonical);
        WriteForms(kind, canonical, forms, first);
        if (kind != IdentifierKind.Email)
        {
            return;
        }

        // Of other kinds, profiles make the same of the value as given; and of an address, they make the same of its trimmed form.
        Span<byte> trimmed = stackalloc byte[CanonicalForm.MaxLength];
        if (CanonicalForm.NormalizeEmailBeforeGmail(value, trimmed, out var length) == RejectionReason.None && !trimmed[..length].SequenceEqual(canonical))
        {
            WriteForms(kind, trimmed[..length], forms, first);
        }
    }

    private static void WriteForms(IdentifierKind kind, ReadOnlySpan<byte> value, IdentifierBatch forms, int first)
    {
        foreach (var profile in s_profiles[(int)kind - 1])
        {
            AddForm(profile, value, DeviceKind.Idfa, forms, first);
            if (kind == IdentifierKind.Maid)
            {
                AddForm(profile, value, DeviceKind.Aaid, forms, first);
            }
        }
    }

    private static void AddForm(FieldProfile profile, ReadOnlySpan<byte> value, DeviceKind device, IdentifierBatch forms, int first)
    {
        var form = forms.Reserve(PlatformProfile.MaxLength);
        if (profile.TryWrite(value, new FormContext { Device = device }, form, out var length) != RejectionReason.None)
        {
            return;
        }

        for (var i = first; i < forms.Count; i++)
        {
            if (forms[i].SequenceEqual(form[..length]))
            {
                return;
            }
        }

        forms.Commit(length);
    }

    // A form without the country is that of other people's numbers too: whoever is on a list by it is not known to be the same person.
    private static FieldProfile[] FindDistinct(ProfileField field)
    {
        return [.. PlatformProfiles.All.Select(p => p.Find(field)).OfType<FieldProfile>().Where(f => !f.LosesCountry).DistinctBy(f => string.Join(' ', f.Steps.Select(s => s.Name)))];
    }
}
