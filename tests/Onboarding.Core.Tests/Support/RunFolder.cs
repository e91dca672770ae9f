namespace Onboarding.Core.Tests.Support;

/// <summary>A folder of its own under the system's temporary one, gone when the test ends.</summary>
internal sealed class RunFolder : IDisposable
{
    public RunFolder() => Path = Directory.CreateTempSubdirectory("onboarding-").FullName;

    public string Path { get; }

    public string this[params string[] names] => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Every file below a folder, hidden ones too; empty where the folder is not there.</summary>
    public static string[] Files(string folder)
    {
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            : [];
    }

    /// <summary>Only the owner can read or write the file; nothing to check on Windows, where the folder's rights count.</summary>
    public static void AssertOwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
