using Onboarding.Identifiers;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Fuzz;

/// <summary>Every normalizer over arbitrary bytes: total, idempotent, never empty, and what follows from a canonical form follows.</summary>
internal static class NormalizerFuzz
{
    private static readonly PhoneRegion[] s_regions = [.. Enumerable.Range(0, PhoneRegion.Count).Select(PhoneRegion.FromIndex)];

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

        // A form that a partner may have hashed must lead back to the same canonical form.
        if (ProfileSet.TryWriteTrimmed(kind, value, canonical, second, out var trimmed))
        {
            var back = new byte[CanonicalForm.MaxLength];
            if (CanonicalForm.TryNormalize(kind, second.AsSpan(0, trimmed), region, back, out var backLength) != RejectionReason.None || !back.AsSpan(0, backLength).SequenceEqual(canonical))
            {
                return "the trimmed form has another canonical form";
            }
        }

        return kind != IdentifierKind.ExternalId && canonical.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) ? "not printable ASCII" : null;
    }
}
