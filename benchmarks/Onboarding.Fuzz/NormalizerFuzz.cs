using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Fuzz;

/// <summary>Every normalizer over arbitrary bytes: total, idempotent, never empty, and what follows from a canonical form follows.</summary>
internal static class NormalizerFuzz
{
    private static readonly PhoneRegion[] s_regions = [.. Enumerable.Range(0, PhoneRegion.Count).Select(PhoneRegion.FromIndex)];

    private static readonly byte[] s_form = new byte[PlatformProfile.MaxLength];

    private static readonly IdentifierBatch s_forms = new();

    public static string? Run(long inputs, int seed)
    {
        var mutator = new Mutator(seed);
        var buffer = new byte[2048];
        var first = new byte[CanonicalForm.MaxLength];
        var second = new byte[CanonicalForm.MaxLength];
        for (long i = 0; i < inputs; i++)
        {
            var value = buffer.AsSpan(0, mutator.Fill(buffer));
            var kind = IdentifierKinds.All[mutator.Next(4)];
            var region = mutator.Next(3) == 0 ? PhoneRegion.None : s_regions[mutator.Next(s_regions.Length)];

            var fault = Check(kind, region, value, first, second);
            if (fault is not null)
            {
                return $"input {i}, kind {kind}, region {region}: {fault}: {Convert.ToHexStringLower(value)}";
            }
        }

        return null;
    }

    private static string? Check(IdentifierKind kind, PhoneRegion region, ReadOnlySpan<byte> value, byte[] first, byte[] second)
    {
        var reason = CanonicalForm.TryNormalize(kind, value, region, first, out var length);
        var checkedValue = value;
        CellCheck.TryStripApostrophe(ref checkedValue);
        CellCheck.Find(kind, checkedValue);
        if (reason != RejectionReason.None)
        {
            return length == 0 ? null : "rejected with a result";
        }

        var canonical = first.AsSpan(0, length);
        if (length is 0 or > CanonicalForm.MaxLength)
        {
            return "an empty or too long result";
        }

        if (CanonicalForm.TryNormalize(kind, canonical, PhoneRegion.None, second, out var again) != RejectionReason.None || !second.AsSpan(0, again).SequenceEqual(canonical))
        {
            return "not idempotent";
        }

        CellCheck.IsPlaceholder(kind, canonical);
        var form = SuppressionForm.Write(kind, canonical, second);
        if (form == 0 || (kind == IdentifierKind.Email && !second.AsSpan(0, form).Contains((byte)'@')))
        {
            return "no suppression form";
        }

        return CheckForms(kind, value, canonical) ?? (kind != IdentifierKind.ExternalId && canonical.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) ? "not printable ASCII" : null);
    }

    // Every profile, over the value as it is; and every form that an opt-out has.
    private static string? CheckForms(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical)
    {
        foreach (var field in PlatformProfiles.All.SelectMany(p => p.Fields))
        {
            var reason = field.TryWrite(value, new FormContext { Device = DeviceKind.Idfa }, s_form, out var length);
            if (reason == RejectionReason.None ? length == 0 || !System.Text.Unicode.Utf8.IsValid(s_form.AsSpan(0, length)) : length != 0)
            {
                return $"the form of {field.Field}";
            }
        }

        s_forms.Clear();
        ProfileSet.Write(kind, value, canonical, s_forms);
        return s_forms.Count <= ProfileSet.MaxForms && s_forms[0].SequenceEqual(canonical) ? null : "the forms of the profile set";
    }
}
