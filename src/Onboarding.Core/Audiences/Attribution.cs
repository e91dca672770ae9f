namespace Onboarding.Audiences;

/// <summary>Who can attribute the values of an output to people, from the fewest to the most; what a label says as <c>onb:attributableBy</c>.</summary>
internal enum Attribution
{
    /// <summary>The parties that hold the key, the recipient among them.</summary>
    RecipientHoldsKey,

    /// <summary>Whoever holds the salt. Weaker than a key: salts are made to be shared, and one that leaks opens every value at once.</summary>
    SaltHolder,

    /// <summary>Whoever has, or can list, the identifier: a hash without a key.</summary>
    AnyoneWithTheIdentifier,

    /// <summary>Everybody: a plain value.</summary>
    Anyone,
}

/// <summary>How labels write it.</summary>
internal static class Attributions
{
    public static string Name(this Attribution attribution) => attribution switch
    {
        Attribution.RecipientHoldsKey => "recipient-holds-key",
        Attribution.SaltHolder => "salt-holder",
        Attribution.AnyoneWithTheIdentifier => "anyone-with-the-identifier",
        _ => "anyone",
    };

    /// <summary>What a label says; a word that is not known is taken for the least protection.</summary>
    public static Attribution Parse(string name) => Enum.GetValues<Attribution>().FirstOrDefault(a => a.Name() == name, Attribution.Anyone);

    /// <summary>What that means, in a sentence or two; never more protection than there is.</summary>
    public static string Limits(this Attribution attribution) => attribution switch
    {
        Attribution.RecipientHoldsKey => "The recipient holds the key and can test any identifier that it can enumerate, and could compute which tokens match none of its records: that it does not is agreed and not enforced. The tokens protect against third parties, leaks and other recipients, not against their recipient.",
        Attribution.SaltHolder => "The recipient holds the salt and can test any identifier that it can enumerate, and could compute which tokens match none of its records: that it does not is agreed and not enforced. The tokens protect against third parties, leaks and other recipients, not against their recipient.",
        Attribution.AnyoneWithTheIdentifier => "The values are hashed without a key: anyone who has an identifier, or can enumerate it, can tell whether it is in the file. There is no key to destroy.",
        _ => "Plain values are among the fields: anyone who sees the file sees them. The hashed ones are hashed without a key: anyone who has an identifier, or can enumerate it, can tell whether it is in the file.",
    };
}
