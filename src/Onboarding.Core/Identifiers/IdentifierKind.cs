namespace Onboarding.Identifiers;

/// <summary>The kinds of identifier that tokens are made of (contracts-v1).</summary>
public enum IdentifierKind
{
    /// <summary>An e-mail address; contract name <c>email</c>.</summary>
    Email = 1,

    /// <summary>A telephone number in E.164; contract name <c>phone</c>.</summary>
    Phone = 2,

    /// <summary>A mobile advertising id; contract name <c>maid</c>.</summary>
    Maid = 3,

    /// <summary>An id that both parties know, such as a loyalty number; contract name <c>external_id</c>.</summary>
    ExternalId = 4,
}
