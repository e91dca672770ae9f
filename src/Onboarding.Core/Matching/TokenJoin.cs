using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Joins on this machine.</summary>
/// <param name="folder">A private folder for what does not fit; created when it is needed.</param>
/// <param name="budget">Bytes of memory it may take; null for a quarter of what the machine has.</param>
/// <param name="threads">How many threads it may use; null for one a core.</param>
internal sealed class TokenJoin(string folder, long? budget = null, int? threads = null) : ITokenJoin
{
    private const int Block = 1024;

    /// <summary>A quarter of the memory that this process may use.</summary>
    public static long DefaultBudget => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    public string Folder => folder;

    public long Budget { get; } = budget ?? DefaultBudget;

    public int Threads { get; } = threads ?? Environment.ProcessorCount;

    public void Join(ITokenSource audience, ITokenSource own, SharedTokens found, CancellationToken cancellationToken)
    {
        var tokens = new Token[Block];
        var numbers = new uint[Block];
        var positions = new Dictionary<Token, uint>();
        for (int count; (count = audience.Read(tokens, numbers)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < count; i++)
            {
                positions.Add(tokens[i], numbers[i]);
            }
        }

        var block = new List<SharedToken>();
        for (int count; (count = own.Read(tokens, numbers)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < count; i++)
            {
                if (positions.TryGetValue(tokens[i], out var position))
                {
                    block.Add(new SharedToken(numbers[i], position));
                }
            }

            found(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(block));
            block.Clear();
        }
    }
}
