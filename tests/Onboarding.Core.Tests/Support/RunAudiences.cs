using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Support;

/// <summary>What stands in an audience file.</summary>
internal static class RunAudiences
{
    /// <summary>The bytes of a token section; empty where there is none.</summary>
    public static byte[] Section(string path, IdentifierKind kind)
    {
        using var file = AudienceFile.Open(path);
        using var bytes = new MemoryStream();
        file.ReadTokens(kind, chunk => bytes.Write(chunk));
        return bytes.ToArray();
    }

    /// <summary>The tokens of a kind in hex, as they stand in the file.</summary>
    public static string[] Tokens(string path, IdentifierKind kind) => [.. Section(path, kind).Chunk(TokenHasher.TokenLength).Select(Convert.ToHexStringLower)];

    /// <summary>All tokens of all kinds in hex.</summary>
    public static HashSet<string> Tokens(string path) => [.. IdentifierKinds.All.SelectMany(kind => Tokens(path, kind))];
}
