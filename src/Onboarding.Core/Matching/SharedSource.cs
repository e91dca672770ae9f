using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>A source that several threads read, one at a time.</summary>
internal sealed class SharedSource(ITokenSource source)
{
    private readonly Lock _gate = new();
    private bool _ended;

    /// <inheritdoc cref="ITokenSource.Read"/>
    public int Read(Span<Token> tokens, Span<uint> numbers)
    {
        lock (_gate)
        {
            var count = _ended ? 0 : source.Read(tokens, numbers);
            _ended = count == 0;
            return count;
        }
    }
}
