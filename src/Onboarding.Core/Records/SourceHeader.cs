namespace Onboarding.Records;

/// <summary>The names of a file's columns. In some exports the name of the file says something too.</summary>
/// <param name="File">The file's name; of a member of an archive, the archive's name, a slash, and the member's.</param>
/// <param name="Columns">The fields of its first row.</param>
public sealed record SourceHeader(string File, IReadOnlyList<string> Columns);
