namespace Onboarding.Suppression;

/// <summary>What a column of an opt-out list holds.</summary>
public enum SuppressionValueForm
{
    /// <summary>Identifiers as people write them; plan name <c>clear</c>.</summary>
    Clear,

    /// <summary>SHA-256 of a form, 64 hex digits; plan name <c>sha256-hex</c>. Exact spellings alone are compared.</summary>
    Sha256Hex,

    /// <summary>SHA-256 of a form, 44 characters of base64; plan name <c>sha256-base64</c>. Exact spellings alone are compared.</summary>
    Sha256Base64,

    /// <summary>Suppression tokens of this controller, 64 hex digits; plan name <c>suppression-token</c>.</summary>
    Token,
}
