using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;

namespace Onboarding.Profiles;

/// <summary>Makes what a platform receives of the fields of a plan: the form itself, or its SHA-256. Not thread-safe.</summary>
internal sealed class PlatformForms : IDisposable
{
    /// <summary>The longest that a platform receives of an identifier, in bytes.</summary>
    public const int MaxSent = byte.MaxValue;

    private readonly FieldProfile?[] _byField = new FieldProfile?[(int)ProfileField.Gender + 1];
    private readonly DeviceKind _device;
    private readonly byte[] _form = GC.AllocateUninitializedArray<byte>(PlatformProfile.MaxLength, pinned: true);

    public PlatformForms(PlatformProfile profile, IEnumerable<ProfileField> fields, DeviceKind device)
    {
        _device = device;
        foreach (var field in fields)
        {
            _byField[(int)field] = profile.Find(field);
        }

        Together = [.. profile.Together.Where(set => set.Any(Has))];
    }

    /// <summary>Sets of fields of which none is sent without all the others.</summary>
    public IReadOnlyList<ProfileField[]> Together { get; }

    /// <summary>Whether the platform receives the field.</summary>
    public bool Has(ProfileField field) => _byField[(int)field] is not null;

    /// <summary>Whether what it receives is a hash.</summary>
    public bool IsHashed(ProfileField field) => _byField[(int)field] is { IsHashed: true };

    /// <summary>Makes what the platform receives of a value.</summary>
    /// <param name="field">A field that it receives.</param>
    /// <param name="value">The value, as <see cref="FieldProfile.TryWrite"/> wants it.</param>
    /// <param name="country">The row's country; empty where it is not known.</param>
    /// <param name="sent">Receives what is sent; at least <see cref="MaxSent"/> bytes.</param>
    /// <param name="written">How much that is; 0 when rejected.</param>
    /// <param name="digest">Receives SHA-256 of the form, 32 bytes, also where the form is sent plain.</param>
    public RejectionReason TryWrite(ProfileField field, ReadOnlySpan<byte> value, ReadOnlySpan<byte> country, Span<byte> sent, out int written, Span<byte> digest)
    {
        written = 0;
        var profile = _byField[(int)field]!;
        var reason = profile.TryWrite(value, new FormContext { Country = country, Device = _device }, _form, out var length);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        if (!profile.IsHashed && length > MaxSent)
        {
            return field == ProfileField.ExternalId ? RejectionReason.ExternalIdTooLong : RejectionReason.TextTooLong;
        }

        var form = _form.AsSpan(0, length);
        PlatformHash.Hash(form, digest);
        ReadOnlySpan<byte> outgoing = profile.IsHashed ? digest[..Token.Size] : form;
        outgoing.CopyTo(sent);
        written = outgoing.Length;
        return RejectionReason.None;
    }

    public void Dispose() => _form.AsSpan().Clear();
}
