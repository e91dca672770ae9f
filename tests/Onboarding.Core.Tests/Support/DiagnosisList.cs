using System.Text.Json;

namespace Onboarding.Core.Tests.Support;

/// <summary>The private list of a diagnosis.</summary>
internal static class DiagnosisList
{
    /// <summary>Its lines as <c>field code line</c>.</summary>
    public static IReadOnlyList<string> Lines(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("lines").EnumerateArray().Select(l => $"{(l.TryGetProperty("field", out var field) ? field.GetString() : "row")} {l.GetProperty("code").GetString()} {l.GetProperty("line").GetInt64()}")];
    }
}
