namespace Onboarding.Records;

/// <summary>The encodings that a source of text can declare, by their names in plans.</summary>
public static class SourceEncodings
{
    /// <summary>All names, in lower case.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "utf-8", "utf-16le", "utf-16be",
        "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
        "iso-8859-1", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-9", "iso-8859-13", "iso-8859-15",
        "ibm437", "ibm850", "macintosh",
    ];
}
