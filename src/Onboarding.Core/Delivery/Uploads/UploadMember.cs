using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>What a platform receives of one person: values of fields, in the order in which they were added. One object is used for all members.</summary>
internal sealed class UploadMember
{
    private readonly List<(ProfileField Field, int Start, int Length)> _values = [];
    private byte[] _buffer = GC.AllocateArray<byte>(4096, pinned: true);
    private int _used;

    public int Count => _values.Count;

    public ProfileField FieldOf(int index) => _values[index].Field;

    /// <summary>A value: 32 bytes of SHA-256 where the profile hashes the field, else the form itself.</summary>
    public ReadOnlySpan<byte> this[int index] => _buffer.AsSpan(_values[index].Start, _values[index].Length);

    /// <summary>The index of the next value of a field, at or after a position; -1 where there is none.</summary>
    public int Find(ProfileField field, int from = 0)
    {
        while (from < _values.Count && _values[from].Field != field)
        {
            from++;
        }

        return from < _values.Count ? from : -1;
    }

    public void Add(ProfileField field, ReadOnlySpan<byte> value)
    {
        if (_buffer.Length - _used < value.Length)
        {
            var larger = GC.AllocateArray<byte>(Math.Max(_buffer.Length * 2, _used + value.Length), pinned: true);
            _buffer.AsSpan(0, _used).CopyTo(larger);
            _buffer.AsSpan().Clear();
            _buffer = larger;
        }

        value.CopyTo(_buffer.AsSpan(_used));
        _values.Add((field, _used, value.Length));
        _used += value.Length;
    }

    public void Clear()
    {
        _buffer.AsSpan(0, _used).Clear();
        _used = 0;
        _values.Clear();
    }
}
