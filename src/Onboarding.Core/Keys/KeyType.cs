namespace Onboarding.Keys;

/// <summary>What the 32 bytes of a key card are for.</summary>
public enum KeyType
{
    /// <summary>A party key: keyed tokens for one recipient and purpose; card type <c>party</c>.</summary>
    Party,

    /// <summary>A controller's own suppression key; card type <c>suppression</c>. Losing it voids every stored opt-out.</summary>
    Suppression,

    /// <summary>A salt: salted tokens; card type <c>salt</c>. Obeys every rule of key cards.</summary>
    Salt,
}
