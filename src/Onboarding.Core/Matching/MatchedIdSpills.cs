using Onboarding.Audiences;

namespace Onboarding.Matching;

/// <summary>The own ids that matched with their segments, encrypted on disk until this is disposed.</summary>
internal sealed class MatchedIdSpills(string folder) : IDisposable
{
    /// <summary>The own ids, see <see cref="OwnIdFile.Add"/>.</summary>
    public Spill Ids { get; } = new(folder);

    /// <summary>Their segment codes, behind their SHA-256 too; empty where the audience has none.</summary>
    public Spill Segments { get; } = new(folder);

    public void Dispose()
    {
        Ids.Dispose();
        Segments.Dispose();
    }
}
