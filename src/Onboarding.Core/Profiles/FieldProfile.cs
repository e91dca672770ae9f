using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>In which form a platform takes one field.</summary>
internal sealed class FieldProfile
{
    public required ProfileField Field { get; init; }

    /// <summary>Whether the platform takes SHA-256 of the form, not the form itself.</summary>
    public required bool IsHashed { get; init; }

    /// <summary>Whether another platform takes exactly the same form.</summary>
    public bool HasSameFormAs(FieldProfile other) => ReferenceEquals(this, other);

    /// <summary>Writes the form of a value.</summary>
    /// <param name="value">E-mail, device id and external id: the cell as given, in UTF-8. Phone: the canonical form, E.164. Others: what <see cref="Records.PlainForm"/> wrote.</param>
    /// <param name="context">What the form depends on besides.</param>
    /// <param name="destination">Receives the form; <see cref="PlatformProfile.MaxLength"/> bytes always suffice.</param>
    /// <param name="written">The number of bytes written; 0 when rejected.</param>
    /// <returns><see cref="RejectionReason.None"/>, or why the platform could not use the value. Never throws, whatever the bytes.</returns>
    public RejectionReason TryWrite(ReadOnlySpan<byte> value, FormContext context, Span<byte> destination, out int written)
    {
        value.CopyTo(destination);
        written = Field == 0 ? 0 : value.Length;
        return RejectionReason.None;
    }
}
