using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Suppression;

/// <summary>Clear values of a list as columns, so that their tokens are computed many at once: that of each suppression form, and the <c>sha256</c> tokens of every form that profiles make.</summary>
internal sealed class ClearOptOuts(SuppressionHasher hasher) : IDisposable
{
    private readonly List<(IdentifierKind Kind, int Index, int FormStart, int FormCount)> _values = [];
    private readonly IdentifierBatch[] _canonical = [.. IdentifierKinds.All.Select(_ => new IdentifierBatch())];
    private readonly byte[][] _digests = [.. IdentifierKinds.All.Select(_ => Array.Empty<byte>())];
    private readonly IdentifierBatch _forms = new();
    private Token[] _formTokens = [];

    public int Count => _values.Count;

    public void Add(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical)
    {
        var first = _forms.Count;
        ProfileSet.Write(kind, value, canonical, _forms);
        _values.Add((kind, _canonical[(int)kind - 1].Count, first, _forms.Count - first));
        _canonical[(int)kind - 1].Add(canonical);
    }

    /// <summary>Computes the tokens of all values that were added, and forgets these.</summary>
    public void Compute()
    {
        foreach (var kind in IdentifierKinds.All)
        {
            var column = _canonical[(int)kind - 1];
            Array.Resize(ref _digests[(int)kind - 1], Math.Max(_digests[(int)kind - 1].Length, column.Count * Token.Size));
            hasher.Compute(kind, column, _digests[(int)kind - 1]);
            column.Clear();
        }

        Array.Resize(ref _formTokens, Math.Max(_formTokens.Length, _forms.Count));
        hasher.ComputeHashed(_forms, _formTokens);
        _forms.Clear();
    }

    /// <summary>A value's kind, the token of its suppression form, and those of its forms; after <see cref="Compute"/>.</summary>
    public (IdentifierKind Kind, Token Token) Get(int index, out ReadOnlySpan<Token> forms)
    {
        var (kind, at, start, count) = _values[index];
        forms = _formTokens.AsSpan(start, count);
        return (kind, new Token(_digests[(int)kind - 1].AsSpan(at * Token.Size, Token.Size)));
    }

    /// <summary>Forgets the tokens too.</summary>
    public void Clear() => _values.Clear();

    public void Dispose()
    {
        _forms.Clear();
        foreach (var column in _canonical)
        {
            column.Clear();
        }
    }
}
