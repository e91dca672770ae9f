namespace Onboarding.Csv;

/// <summary>What shows that a file was written to: its length and the time of its last change.</summary>
internal readonly record struct FileStamp(long Length, DateTime Modified)
{
    public static FileStamp Of(FileStream file) => new(RandomAccess.GetLength(file.SafeFileHandle), File.GetLastWriteTimeUtc(file.SafeFileHandle));
}
