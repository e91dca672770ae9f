using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>In which form a platform takes one field.</summary>
internal sealed class FieldProfile
{
    /// <summary>The longest value in bytes after stripping; an external id may have 256.</summary>
    public const int MaxValueLength = 512;

    private readonly FormStep[] _steps = [];

    public required ProfileField Field { get; init; }

    /// <summary>Whether the platform takes SHA-256 of the form, not the form itself.</summary>
    public required bool IsHashed { get; init; }

    /// <summary>What is done to a value after both ends were stripped and, for e-mail, a <c>mailto:</c> was dropped.</summary>
    public IReadOnlyList<FormStep> Steps
    {
        get => _steps;
        init => _steps = [.. value];
    }

    /// <summary>What the platform wants before the hash or the plain form; not part of the form. Where two are named, the first is for Apple's device ids and the second for Google's.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Whether people of different countries can have the same form; such a form is not in the <see cref="ProfileSet"/>.</summary>
    public bool LosesCountry => Array.IndexOf(_steps, FormSteps.NationalDigits) >= 0;

    /// <summary>How the rule was read: <c>A</c> in a text of the platform, <c>B</c> in its own code, <c>C</c> told by others, <c>D</c> nowhere: this library's choice.</summary>
    public string Grade { get; init; } = "D";

    /// <summary>Where the rule was read; null where nothing was found.</summary>
    public Uri? Source { get; init; }

    /// <summary>What was chosen where the sources are silent or disagree, and why.</summary>
    public string? Choice { get; init; }

    /// <summary>Whether another platform takes exactly the same form.</summary>
    public bool HasSameFormAs(FieldProfile other) => _steps.Select(s => s.Rule).SequenceEqual(other._steps.Select(s => s.Rule), StringComparer.Ordinal);

    /// <summary>What stands before the hash or the plain form.</summary>
    public string GetPrefix(DeviceKind device) => Prefixes.Count == 0 ? "" : Prefixes[device == DeviceKind.Aaid && Prefixes.Count > 1 ? 1 : 0];

    /// <summary>Writes the form of a value.</summary>
    /// <param name="value">E-mail, device id and external id: the cell as given, in UTF-8. Phone: the canonical form, E.164. Others: what <see cref="Records.PlainForm"/> wrote.</param>
    /// <param name="context">What the form depends on besides.</param>
    /// <param name="destination">Receives the form; <see cref="PlatformProfile.MaxLength"/> bytes always suffice. May not overlap <paramref name="value"/>.</param>
    /// <param name="written">The number of bytes written; 0 when rejected.</param>
    /// <returns><see cref="RejectionReason.None"/>, or why the platform could not use the value. Never throws, whatever the bytes.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than <see cref="PlatformProfile.MaxLength"/>.</exception>
    public RejectionReason TryWrite(ReadOnlySpan<byte> value, FormContext context, Span<byte> destination, out int written)
    {
        var reason = TryOpen(value, destination, out written);
        foreach (var step in _steps)
        {
            if (reason != RejectionReason.None)
            {
                break;
            }

            reason = Apply(step, destination, ref written, context);
        }

        return reason;
    }

    /// <summary>Strips a value as every form begins, and copies it.</summary>
    internal RejectionReason TryOpen(ReadOnlySpan<byte> value, Span<byte> destination, out int written)
    {
        if (destination.Length < PlatformProfile.MaxLength)
        {
            throw new ArgumentException($"The destination holds {destination.Length} bytes; a form needs up to {PlatformProfile.MaxLength}.", nameof(destination));
        }

        written = 0;
        var reason = CanonicalForm.TryOpen(ref value, dropMailto: Field == ProfileField.Email);
        if (reason == RejectionReason.None)
        {
            reason = Field == ProfileField.ExternalId && value.Length > 256 ? RejectionReason.ExternalIdTooLong
                : value.Length > MaxValueLength ? RejectionReason.TextTooLong
                : RejectionReason.None;
        }

        if (reason == RejectionReason.None)
        {
            value.CopyTo(destination);
            written = value.Length;
        }

        return reason;
    }

    /// <summary>Takes one step; a form of which nothing is left is rejected.</summary>
    internal static RejectionReason Apply(FormStep step, Span<byte> buffer, ref int length, FormContext context)
    {
        var reason = step.Apply(buffer, ref length, context);
        reason = reason == RejectionReason.None && length == 0 ? RejectionReason.Empty : reason;
        length = reason == RejectionReason.None ? length : 0;
        return reason;
    }
}
