namespace Onboarding.Core.Tests.Support;

/// <summary>A folder of its own for a test, deleted afterwards.</summary>
internal sealed class ContractFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("onboarding-contract-").FullName;

    /// <summary>The root of the repository: the tests run somewhere below it.</summary>
    public static string Repository { get; } = FindRepository();

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(this[name], content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this[name], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Onboarding.Core.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
