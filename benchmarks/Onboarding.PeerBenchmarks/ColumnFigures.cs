namespace Onboarding.PeerBenchmarks;

/// <summary>What one program found in the e-mail column, and how long it took.</summary>
/// <param name="Seconds">From opening the file to the last digest, without the start of a process.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Distinct">How many digests differ.</param>
/// <param name="Sum">The first 32 bits of the digests of all rows, added up.</param>
/// <param name="Version">What computed it.</param>
internal sealed record ColumnFigures(double Seconds, long Rows, long Distinct, string Sum, string Version)
{
    /// <summary>Whether both computed the same digests.</summary>
    public bool Agrees(ColumnFigures other) => (Rows, Distinct, Sum) == (other.Rows, other.Distinct, other.Sum);
}
