using System.Security.Cryptography;
using System.Text;

namespace Onboarding.Keys;

/// <summary>K(label, kind) of contracts-v1: HKDF-SHA-256 (RFC 5869) with an empty salt and the domain in the info.</summary>
internal static class KeyDerivation
{
    public const string TokenLabel = "crm-onboarding/token/v1";
    public const string CheckLabel = "crm-onboarding/check/v1";
    public const string AudienceMacLabel = "crm-onboarding/audience-mac/v1";
    public const string SignalMacLabel = "crm-onboarding/signal-mac/v1";
    public const string SuppressionLabel = "crm-onboarding/suppression/v1";
    public const string FigureLabel = "crm-onboarding/figure/v1";
    public const string WorkingSetLabel = "crm-onboarding/working-set/v1";
    public const string IndexLabel = "crm-onboarding/index/v1";
    public const string ListLabel = "crm-onboarding/list/v1";

    public static KeyMaterial Derive(KeyMaterial key, string label, string kind, Domain domain)
    {
        var derived = new KeyMaterial();
        var info = Encoding.ASCII.GetBytes(label + "\0" + kind + "\0" + domain);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Span, derived.Span, [], info);
        return derived;
    }

    /// <summary>Shows two parties that they hold the same key for the same domain without showing the key.</summary>
    public static string CheckValue(KeyMaterial key, Domain domain)
    {
        using var derived = Derive(key, CheckLabel, "", domain);
        return Convert.ToHexStringLower(derived.Span[..8]);
    }
}
