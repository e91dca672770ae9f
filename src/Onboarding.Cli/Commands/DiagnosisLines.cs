namespace Onboarding.Cli.Commands;

/// <summary>Why a match rate may be low, in lines for people.</summary>
internal static class DiagnosisLines
{
    private const int Top = 3;

    /// <summary>All findings, those that cost nobody apart.</summary>
    public static void Print(IReadOnlyList<DiagnosisFinding> findings)
    {
        var costly = findings.Where(f => f.Effect > 0).ToList();
        Console.Out.WriteLine(costly.Count == 0 ? "Nothing was found that keeps people from being found." : "Why the match rate may be low, in order of effect:");
        Print(costly, showRemedy: true);
        if (costly.Count < findings.Count)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine("Seen, and nobody is lost by it:");
            Print(findings.Skip(costly.Count), showRemedy: true);
        }
    }

    /// <summary>The findings with the largest effect.</summary>
    public static void PrintTop(IReadOnlyList<DiagnosisFinding> findings)
    {
        if (findings.Any(f => f.Effect > 0))
        {
            Console.Out.WriteLine("Why the match rate may be low (`onboard diagnose PLAN` and the report say more):");
            Print(findings.Where(f => f.Effect > 0).Take(Top), showRemedy: false);
        }
    }

    private static void Print(IEnumerable<DiagnosisFinding> findings, bool showRemedy)
    {
        foreach (var (index, finding) in findings.Index())
        {
            Console.Out.WriteLine($"{index + 1,3}. {finding}");
            if (showRemedy)
            {
                Console.Out.WriteLine("     " + finding.Remedy);
            }
        }
    }
}
