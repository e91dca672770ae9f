namespace Onboarding.Delivery;

/// <summary>The origin of an opt-out that a recipient reported: who reported it is not told again (a loop).</summary>
internal static class SignalOrigin
{
    private const string Prefix = "signal ";
    private const string From = " from ";

    public static string Create(string signal, string recipient) => Prefix + signal + From + recipient;

    /// <summary>The recipient that reported it; null where nobody did.</summary>
    public static string? Recipient(string origin)
    {
        var at = origin.LastIndexOf(From, StringComparison.Ordinal);
        return origin.StartsWith(Prefix, StringComparison.Ordinal) && at > 0 ? origin[(at + From.Length)..] : null;
    }
}
