using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>The forms that the known profiles make of a value: what a list of hashes may have been made of.</summary>
/// <remarks>Set 1: the canonical form, and for an e-mail the form <c>trimmed</c> (strip, drop <c>mailto:</c>, lower ASCII, keep gmail dots and tags).</remarks>
internal static class ProfileSet
{
    public const int Version = 1;

    /// <summary>The largest number of distinct forms of one value.</summary>
    public const int MaxForms = 2;

    /// <summary>Writes the forms of a value besides its canonical form.</summary>
    /// <returns>Whether there is a further form that differs from the canonical one.</returns>
    public static bool TryWriteTrimmed(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical, Span<byte> destination, out int written)
    {
        written = 0;
        return kind == IdentifierKind.Email
            && canonical.EndsWith("@gmail.com"u8)
            && CanonicalForm.NormalizeEmailBeforeGmail(value, destination, out written) == RejectionReason.None
            && !destination[..written].SequenceEqual(canonical);
    }
}
