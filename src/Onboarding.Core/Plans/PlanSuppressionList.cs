using Onboarding.Suppression;

namespace Onboarding.Plans;

/// <summary>A file of opt-outs that a plan names.</summary>
public sealed class PlanSuppressionList
{
    internal PlanSuppressionList(string path, char? separator, IReadOnlyList<SuppressionColumn> columns)
    {
        Path = path;
        Separator = separator;
        Columns = columns;
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>The separator; null to find it out from <c>, ; tab |</c>.</summary>
    public char? Separator { get; }

    /// <summary>The columns that count.</summary>
    public IReadOnlyList<SuppressionColumn> Columns { get; }
}
