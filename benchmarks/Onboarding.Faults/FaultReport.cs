using System.Globalization;

namespace Onboarding.Faults;

/// <summary>What a harness run did and found.</summary>
internal sealed class FaultReport
{
    public int Rounds { get; set; }

    public int Kills { get; set; }

    /// <summary>By what the worker did.</summary>
    public Dictionary<string, int> KillsByWork { get; } = [];

    public long OptOuts { get; set; }

    public long Entries { get; set; }

    public long Removals { get; set; }

    public int Outputs { get; set; }

    public int UnknownOutputs { get; set; }

    public int Imports { get; set; }

    public string? Fault { get; set; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rounds} rounds, {Kills} kills ({string.Join(", ", KillsByWork.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key} {k.Value}"))}); acknowledged and checked: {OptOuts} opt-outs, {Entries} ledger entries, {Removals} removals; {Outputs} outputs, {UnknownOutputs} of them of unknown fate; {Imports} lists imported again: {Fault ?? "every promise held"}");
}
