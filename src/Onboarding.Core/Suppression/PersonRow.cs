using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>A row as the spreading looks at it: its suppression tokens, each once, and whether it records a no. One object is used for all rows.</summary>
internal sealed class PersonRow
{
    private readonly Token[] _tokens = new Token[byte.MaxValue];
    private int _count;

    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>Equal for equal sets of suppression tokens.</summary>
    public Token Set { get; private set; }

    public bool IsDenied { get; private set; }

    public void Read(RowRecord record)
    {
        _count = 0;
        Set = default;
        IsDenied = record.IsDenied;
        foreach (var identifier in record)
        {
            var token = identifier.SuppressionToken;
            if (!Tokens.Contains(token))
            {
                _tokens[_count++] = token;
                Set = Set.Add(token);
            }
        }
    }
}
