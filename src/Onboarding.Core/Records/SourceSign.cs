namespace Onboarding.Records;

/// <summary>Something about the form of a file that other readers stumble over.</summary>
public enum SourceSign
{
    /// <summary>It begins with a byte order mark, which was taken off.</summary>
    ByteOrderMark,

    /// <summary>Its separator was found out, because the plan names none.</summary>
    SeparatorFound,
}
