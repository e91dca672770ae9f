namespace Onboarding.Core.Tests.Support;

/// <summary>Looks for pieces of a key in a text.</summary>
internal static class ContractSecrets
{
    private const int PieceLength = 8;

    /// <summary>The first piece of 8 characters of a key's hex that stands in the text, or null.</summary>
    public static string? Find(string? text, string hex)
    {
        return Enumerable.Range(0, Math.Max(0, hex.Length - PieceLength + 1)).Select(i => hex.Substring(i, PieceLength)).FirstOrDefault(piece => text?.Contains(piece, StringComparison.OrdinalIgnoreCase) == true);
    }
}
