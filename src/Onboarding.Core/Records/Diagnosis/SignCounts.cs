using System.Numerics;
using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>How often each sign was seen in the values of each kind, and which kinds stand together in a row.</summary>
internal sealed class SignCounts
{
    private static readonly int s_signs = Enum.GetValues<ValueSign>().Length;

    private readonly long[] _signs = new long[(IdentifierKinds.All.Count + 1) * s_signs];
    private readonly long[] _rows = new long[1 << (IdentifierKinds.All.Count + 1)];

    /// <summary>Rows with a part of an address whose other parts the platform cannot do without.</summary>
    public long IncompleteAddresses { get; set; }

    public long this[IdentifierKind kind, ValueSign sign]
    {
        get => _signs[((int)kind * s_signs) + (int)sign];
        set => _signs[((int)kind * s_signs) + (int)sign] = value;
    }

    /// <summary>Counts a row that nothing keeps out.</summary>
    /// <param name="kinds">A bit for each kind that it has, at the place of the kind's value.</param>
    public void AddRow(int kinds) => _rows[kinds]++;

    public void Add(SignCounts others)
    {
        IncompleteAddresses += others.IncompleteAddresses;
        for (var i = 0; i < _signs.Length; i++)
        {
            _signs[i] += others._signs[i];
        }

        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] += others._rows[i];
        }
    }

    /// <summary>Rows with this kind of identifier and no other.</summary>
    public long CountAlone(IdentifierKind kind) => _rows[1 << (int)kind];

    /// <summary>Rows with several kinds.</summary>
    public long Together => _rows.Where((_, kinds) => BitOperations.PopCount((uint)kinds) > 1).Sum();
}
