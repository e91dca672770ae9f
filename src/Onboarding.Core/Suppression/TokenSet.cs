namespace Onboarding.Suppression;

/// <summary>A set of tokens that is filled, then sealed, then asked. Sealed it takes 16 bytes for each, and 2 to 4 for the filter before it.</summary>
/// <remarks>
/// It keeps the first 16 bytes, as the member file does. Tokens are outputs of a keyed hash, or sums of such: among 300 million of them the chance that any two agree in 128 bits is below one in 2^70.
/// Parts by the first byte grow one at a time, so that growing never holds the set twice; what was added several times is dropped before a part grows.
/// </remarks>
internal sealed class TokenSet
{
    private const int Parts = 256;
    private const int FirstLength = 16;

    private readonly UInt128[][] _parts = new UInt128[Parts][];
    private readonly int[] _used = new int[Parts];
    private readonly int[] _starts = new int[Parts + 1];
    private HeadFilter _filter = HeadFilter.Empty;

    public TokenSet() => Array.Fill(_parts, []);

    /// <summary>A sealed set that holds nothing.</summary>
    public static TokenSet Empty { get; } = new();

    /// <summary>How many there are, once the set is sealed.</summary>
    public int Count => _starts[Parts];

    /// <summary>All in ascending order, once the set is sealed.</summary>
    public IEnumerable<UInt128> Prefixes => _parts.SelectMany(p => p);

    public void Add(UInt128 prefix)
    {
        var part = PartOf(prefix);
        if (_used[part] == _parts[part].Length)
        {
            MakeRoom(part);
        }

        _parts[part][_used[part]++] = prefix;
    }

    /// <summary>Ends the filling.</summary>
    public TokenSet Seal()
    {
        for (var part = 0; part < Parts; part++)
        {
            Sort(part);
            Array.Resize(ref _parts[part], _used[part]);
            _starts[part + 1] = _starts[part] + _used[part];
        }

        _filter = new HeadFilter(Count);
        foreach (var prefixes in _parts)
        {
            foreach (var prefix in prefixes)
            {
                _filter.Add((ulong)(prefix >> 64));
            }
        }

        return this;
    }

    public bool Contains(UInt128 prefix) => _filter.MayHold((ulong)(prefix >> 64)) && IndexOf(prefix) >= 0;

    /// <summary>The position among all in ascending order, or a negative number.</summary>
    public int IndexOf(UInt128 prefix)
    {
        var part = PartOf(prefix);
        var found = _parts[part].AsSpan().BinarySearch(prefix);
        return found < 0 ? found : _starts[part] + found;
    }

    private static int PartOf(UInt128 prefix) => (int)(prefix >> 120);

    private void MakeRoom(int part)
    {
        Sort(part);
        var length = _parts[part].Length;
        if (_used[part] >= length * 3L / 4)
        {
            Array.Resize(ref _parts[part], Math.Max(FirstLength, length + (length / 2)));
        }
    }

    private void Sort(int part)
    {
        var prefixes = _parts[part].AsSpan(0, _used[part]);
        prefixes.Sort();
        var used = 0;
        for (var i = 0; i < prefixes.Length; i++)
        {
            if (i == 0 || prefixes[i] != prefixes[used - 1])
            {
                prefixes[used++] = prefixes[i];
            }
        }

        _used[part] = used;
    }
}
