namespace Onboarding.Records;

/// <summary>What shows in a value that is taken all the same: the person may not be found by it, or would not be had it been sent as it stood.</summary>
internal enum ValueSign : byte
{
    /// <summary>The canonical form differs from the cell.</summary>
    Unnormalised,

    /// <summary>An address of a function, such as <c>info@</c>.</summary>
    RoleAddress,

    /// <summary>The host is one slip of the finger away from a large mail host.</summary>
    MisspeltHost,

    /// <summary>A host that no mail can reach, because it is reserved for examples and tests.</summary>
    ReservedHost,

    /// <summary>A declared hash in capitals.</summary>
    HashUpperCase,

    /// <summary>A declared hash with white space around it.</summary>
    HashPadded,

    /// <summary>A declared hash that is itself text: the 32 bytes are hex digits.</summary>
    HashOfText,

    /// <summary>A declared hash of the hash of nothing: the column was hashed twice.</summary>
    HashOfHash,

    /// <summary>A declared hash of a line break alone: each value was hashed with the break after it.</summary>
    HashOfLineBreak,

    /// <summary>An identifier that stands beside many different sets of others.</summary>
    OnManyRows,

    /// <summary>An identifier that stands alone in one row and beside others in another.</summary>
    SplitPerson,
}
