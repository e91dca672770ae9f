namespace Onboarding.Audiences;

/// <summary>The rows of a source as a run remembers them.</summary>
/// <param name="folder">Where they stand once they need a file; null to write nothing at all.</param>
internal sealed class RowSpills(string? folder) : IDisposable
{
    /// <summary>All rows with an identifier.</summary>
    public Spill All { get; } = new(folder);

    /// <summary>Once more those that are on the list of opt-outs or record a no themselves: with them the spreading begins.</summary>
    public Spill Noes { get; } = new(folder);

    public void Dispose()
    {
        All.Dispose();
        Noes.Dispose();
    }
}
