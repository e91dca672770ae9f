namespace Onboarding.Core.Tests.Support;

/// <summary>The files of TestVectors/sha256: lines <c>name = value</c>; each answer takes in the names that stand before it.</summary>
internal static class KnownAnswers
{
    /// <summary>One dictionary for each line of the name <paramref name="last"/>, with it and all names since the line before of that name.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Read(string file, string last)
    {
        var result = new List<Dictionary<string, string>>();
        var current = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(ContractVectors.PathOf(Path.Combine("sha256", file))))
        {
            if (line.StartsWith('#') || line.StartsWith('[') || line.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value])
            {
                continue;
            }

            current[name] = value;
            if (name == last)
            {
                result.Add(current);
                current = [];
            }
        }

        return result;
    }

    /// <summary>The bytes of a message, which is written as <c>00</c> where it has none.</summary>
    public static byte[] Message(this Dictionary<string, string> answer)
    {
        return Convert.FromHexString(answer["Msg"])[..(int.Parse(answer["Len"], System.Globalization.CultureInfo.InvariantCulture) / 8)];
    }

    public static byte[] Bytes(this Dictionary<string, string> answer, string name) => Convert.FromHexString(answer[name]);
}
