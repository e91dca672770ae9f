namespace Onboarding.Plans;

/// <summary>The question behind a <c>"?"</c> in a plan or dossier, in plain words.</summary>
internal static class PlanQuestions
{
    private const string Unknown = "this is not answered yet";

    /// <summary>The question of a path, whose list positions do not matter.</summary>
    public static string Of(string path)
    {
        _ = path;
        return Unknown;
    }
}
