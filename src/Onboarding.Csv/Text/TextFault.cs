namespace Onboarding.Csv;

/// <summary>Why a text cannot be read in the encoding that it was taken for.</summary>
internal enum TextFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It was taken for UTF-8 because nothing else was declared, and holds a byte that is none.</summary>
    NotUtf8,

    /// <summary>Its first characters beyond ASCII are UTF-8, although another encoding was declared, and a later one is not.</summary>
    Mixed,
}
