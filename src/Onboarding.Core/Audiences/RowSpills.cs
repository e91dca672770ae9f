using Onboarding.Suppression;

namespace Onboarding.Audiences;

/// <summary>The rows of a source as a run remembers them.</summary>
/// <param name="folder">Where they stand once they need a file; null to write nothing at all.</param>
internal sealed class RowSpills(string? folder) : IDisposable
{
    /// <summary>All rows with an identifier.</summary>
    public Spill All { get; } = new(folder);

    /// <summary>Once more those that are on the list of opt-outs or record a no themselves: with them the spreading begins, and they stay to the end of the run.</summary>
    public Spill Noes { get; } = new(folder);

    /// <summary>Those of some suppression tokens that stand on a row which records a no itself. A pass over the rows that say no, since few are asked about: whoever left the selection.</summary>
    public TokenSet FindWithdrawn(TokenSet asked)
    {
        var found = new TokenSet();
        if (asked.Count > 0)
        {
            Noes.ForEach(bytes =>
            {
                var record = new RowRecord(bytes);
                if (record.IsDenied)
                {
                    AddAsked(record, asked, found);
                }
            });
        }

        return found.Seal();
    }

    public void Dispose()
    {
        All.Dispose();
        Noes.Dispose();
    }

    private static void AddAsked(RowRecord record, TokenSet asked, TokenSet found)
    {
        foreach (var identifier in record)
        {
            var prefix = identifier.SuppressionToken.Prefix;
            if (asked.Contains(prefix))
            {
                found.Add(prefix);
            }
        }
    }
}
