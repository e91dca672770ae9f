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

    /// <summary>A controller's own signing key (ECDSA P-256): signatures of audiences; card type <c>signing</c>. Never given away: recipients get its public key.</summary>
    Signing,
}
