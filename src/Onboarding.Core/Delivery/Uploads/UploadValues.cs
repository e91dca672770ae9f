using System.Buffers.Text;
using System.Text.Unicode;
using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>The texts of a member's values as a platform takes them, each checked before it is written.</summary>
internal sealed class UploadValues
{
    private const int HashLength = 32;

    private readonly FieldProfile?[] _fields;
    private readonly ProfileField[][] _together;
    private readonly bool _isBase64;
    private readonly byte[] _text = GC.AllocateArray<byte>(PlatformProfile.MaxLength, pinned: true);

    public UploadValues(UploadTarget target, bool isBase64)
    {
        _fields = new FieldProfile?[(int)Enum.GetValues<ProfileField>().Max() + 1];
        foreach (var field in target.Fields)
        {
            _fields[(int)field] = target.Profile.Find(field);
        }

        _together = [.. target.Profile.Together];
        _isBase64 = isBase64;
    }

    /// <summary>Whether a member has a value that is sent: its field is planned, and so are, with values, all those without which the platform can do nothing with it.</summary>
    public bool Has(UploadMember member, ProfileField field)
    {
        if (_fields[(int)field] is null || member.Find(field) < 0)
        {
            return false;
        }

        foreach (var set in _together)
        {
            if (Array.IndexOf(set, field) >= 0 && !HasAll(member, set))
            {
                return false;
            }
        }

        return true;
    }

    public bool HasAll(UploadMember member, ReadOnlySpan<ProfileField> set)
    {
        foreach (var field in set)
        {
            if (_fields[(int)field] is null || member.Find(field) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text of a value; valid until the next one.</summary>
    /// <param name="member">The member.</param>
    /// <param name="field">The field.</param>
    /// <param name="number">Which of the member's values of the field, from 0.</param>
    /// <param name="text">The text in UTF-8.</param>
    /// <returns>Whether there is such a value.</returns>
    public bool TryGet(UploadMember member, ProfileField field, int number, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Has(member, field))
        {
            return false;
        }

        var index = member.Find(field);
        for (; number > 0 && index >= 0; number--)
        {
            index = member.Find(field, index + 1);
        }

        if (index < 0)
        {
            return false;
        }

        text = _fields[(int)field]!.IsHashed ? Encode(member[index]) : member[index];
        return true;
    }

    /// <summary>Compares every value of a member with what the profile says that the platform takes, before any of them is written.</summary>
    /// <exception cref="InvalidOperationException">A hash that is none, or a text that is none.</exception>
    public void Check(UploadMember member)
    {
        for (var i = 0; i < member.Count; i++)
        {
            var field = member.FieldOf(i);
            var value = member[i];
            if (_fields[(int)field] is not { } profile)
            {
                continue;
            }

            if (profile.IsHashed && value.Length != HashLength)
            {
                throw new InvalidOperationException($"A value of {field} has {value.Length} bytes, and the platform takes its SHA-256 of {HashLength}.");
            }

            if (!profile.IsHashed && (value.IsEmpty || value.Length > PlatformProfile.MaxLength || !Utf8.IsValid(value)))
            {
                throw new InvalidOperationException($"A value of {field} with {value.Length} bytes is no text of 1 to {PlatformProfile.MaxLength} bytes of UTF-8.");
            }
        }
    }

    public void Clear() => _text.AsSpan().Clear();

    private ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> hash)
    {
        if (_isBase64)
        {
            _ = Base64.EncodeToUtf8(hash, _text, out _, out var written);
            return _text.AsSpan(0, written);
        }

        _ = Convert.TryToHexStringLower(hash, _text, out var length);
        return _text.AsSpan(0, length);
    }
}
