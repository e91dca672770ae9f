using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Onboarding.Keys;

/// <summary>Whose pseudonyms, for whom, for what: <c>controller-id/recipient-id/purpose</c>. Tokens of two domains share no value.</summary>
/// <remarks>Relationship pseudonyms: EDPB Guidelines 01/2025 (consultation version), par. 117-121.</remarks>
public sealed class Domain : IEquatable<Domain>
{
    /// <summary>The recipient id that is reserved for suppression keys.</summary>
    public const string SuppressionRecipient = "suppression";

    private const string SigningRecipient = "signing";
    private const string SuppressionPurpose = "objection";
    private const string SigningPurpose = "audience";

    private static readonly SearchValues<char> s_idCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private Domain(string controller, string recipient, string purpose) => (Controller, Recipient, Purpose) = (controller, recipient, purpose);

    /// <summary>The id of the controller who sends.</summary>
    public string Controller { get; }

    /// <summary>The id of the recipient.</summary>
    public string Recipient { get; }

    /// <summary>The purpose.</summary>
    public string Purpose { get; }

    /// <summary>Whether this is the domain of a suppression key.</summary>
    public bool IsSuppression => Recipient == SuppressionRecipient;

    /// <summary>The domain of a controller's suppression key: <c>controller-id/suppression/objection</c>.</summary>
    /// <param name="controller">The controller's id.</param>
    /// <exception cref="OnboardingException"><c>DOMAIN_INVALID</c>: the id is not <c>[a-z0-9-]{1,64}</c>.</exception>
    public static Domain Suppression(string controller) => Parse(controller + "/" + SuppressionRecipient + "/" + SuppressionPurpose);

    /// <summary>The domain of a controller's signing key: <c>controller-id/signing/audience</c>.</summary>
    /// <param name="controller">The controller's id.</param>
    /// <exception cref="OnboardingException"><c>DOMAIN_INVALID</c>: the id is not <c>[a-z0-9-]{1,64}</c>.</exception>
    public static Domain Signing(string controller) => Parse(controller + "/" + SigningRecipient + "/" + SigningPurpose);

    /// <summary>Whether a party id or purpose is <c>[a-z0-9-]{1,64}</c>.</summary>
    /// <param name="id">The id.</param>
    public static bool IsId([NotNullWhen(true)] string? id) => id is { Length: >= 1 and <= 64 } && !id.AsSpan().ContainsAnyExcept(s_idCharacters);

    /// <summary>Reads a domain.</summary>
    /// <param name="text">Three ids of <c>[a-z0-9-]{1,64}</c>, separated by <c>/</c>.</param>
    /// <param name="domain">The domain, when the text is one.</param>
    /// <returns>Whether the text is a domain.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Domain? domain)
    {
        domain = null;
        var parts = text?.Split('/');
        if (parts is not { Length: 3 } || !parts.All(IsId) || !IsAllowed(parts[1], parts[2]))
        {
            return false;
        }

        domain = new Domain(parts[0], parts[1], parts[2]);
        return true;
    }

    /// <summary>Reads a domain.</summary>
    /// <param name="text">Three ids of <c>[a-z0-9-]{1,64}</c>, separated by <c>/</c>.</param>
    /// <exception cref="OnboardingException"><c>DOMAIN_INVALID</c>.</exception>
    public static Domain Parse(string text)
    {
        return TryParse(text, out var domain)
            ? domain
            : throw new OnboardingException(Reasons.DomainInvalid, "the text is not controller-id/recipient-id/purpose, each 1 to 64 of a-z 0-9 - (recipient id \"suppression\" only with purpose \"objection\", \"signing\" only with \"audience\")");
    }

    /// <inheritdoc/>
    public bool Equals(Domain? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Domain);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The domain as contracts write it.</summary>
    public override string ToString() => Controller + "/" + Recipient + "/" + Purpose;

    /// <summary>Whether this is the domain of a key that is for no recipient: suppression or signing.</summary>
    internal bool IsReserved => Recipient is SuppressionRecipient or SigningRecipient;

    /// <summary>Whether keys of this type, and no others, belong to this domain.</summary>
    internal bool Fits(KeyType type) => (Recipient == SuppressionRecipient) == (type == KeyType.Suppression) && (Recipient == SigningRecipient) == (type == KeyType.Signing);

    // Reserved recipients have one purpose each.
    private static bool IsAllowed(string recipient, string purpose)
    {
        return recipient switch { SuppressionRecipient => purpose == SuppressionPurpose, SigningRecipient => purpose == SigningPurpose, _ => true };
    }
}
