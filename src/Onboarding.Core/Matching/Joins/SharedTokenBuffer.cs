using System.Runtime.CompilerServices;

namespace Onboarding.Matching;

/// <summary>Gathers what one thread found, and hands it on in blocks.</summary>
/// <param name="found">Takes the blocks.</param>
/// <param name="gate">Held while a block is handed on.</param>
/// <param name="isBuiltOfAudience">Whether the built side is the audience.</param>
internal sealed class SharedTokenBuffer(SharedTokens found, Lock gate, bool isBuiltOfAudience)
{
    private readonly SharedToken[] _found = new SharedToken[4096];
    private int _count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint built, uint probed)
    {
        _found[_count++] = isBuiltOfAudience ? new SharedToken(probed, built) : new SharedToken(built, probed);
        if (_count == _found.Length)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (_count > 0)
        {
            lock (gate)
            {
                found(_found.AsSpan(0, _count));
            }

            _count = 0;
        }
    }
}
