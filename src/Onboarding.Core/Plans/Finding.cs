namespace Onboarding.Plans;

/// <summary>What a review or a gate found.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Level">What it does to the run.</param>
/// <param name="Path">The JSON path of the fact, <c>$</c> where there is none.</param>
/// <param name="Seen">What was seen and what is required; never an identifier.</param>
public sealed record Finding(Reason Reason, FindingLevel Level, string Path, string Seen)
{
    /// <summary><c>CODE: what was seen, what is required (rule id, source)</c>.</summary>
    public override string ToString()
    {
        return Path == "$" ? $"{Reason.Code}: {Seen} ({Reason.Rule}, {Reason.Source})" : $"{Reason.Code}: {Path}: {Seen} ({Reason.Rule}, {Reason.Source})";
    }
}
