using System.Runtime.InteropServices;
using System.Text;

namespace Onboarding.Internal;

/// <summary>Files that are either whole or not there: temporary name, flush to disk, rename, flush of the folder.</summary>
internal static class DurableFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OtherThanOwner = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnlyFolder);
        }
    }

    /// <summary>Creates a file that only its owner can read; fails when it exists.</summary>
    public static FileStream CreatePrivate(string path, FileOptions options = FileOptions.None) => new(path, PrivateOptions(FileMode.CreateNew, options));

    /// <summary>Creates a file that only this process sees: unlinked while open where the system allows it, so that after a crash there is nothing to find; else deleted when it is closed.</summary>
    public static FileStream CreateTemporary(string folder)
    {
        CreatePrivateFolder(folder);
        var path = TemporaryName(Path.Combine(folder, "spill"));
        var stream = CreatePrivate(path, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return stream;
    }

    public static FileStreamOptions PrivateOptions(FileMode mode, FileOptions options = FileOptions.None)
    {
        var result = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, Options = options, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            result.UnixCreateMode = OwnerOnly;
        }

        return result;
    }

    /// <summary>Writes a small file in one piece.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="isPrivate">Whether its owner alone can read it; else whoever the system lets.</param>
    /// <param name="overwrite">Whether it replaces what stands under its name.</param>
    public static void WriteAll(string path, ReadOnlySpan<byte> content, bool isPrivate = true, bool overwrite = true)
    {
        var temporary = TemporaryName(path);
        try
        {
            using (var stream = isPrivate ? CreatePrivate(temporary) : new FileStream(temporary, FileMode.CreateNew))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            Publish(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Gives a finished and flushed temporary file its name, and makes the name durable.</summary>
    public static void Publish(string temporary, string path, bool overwrite = true)
    {
        File.Move(temporary, path, overwrite);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    public static string TemporaryName(string path)
    {
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "." + Path.GetFileName(path) + "." + Path.GetRandomFileName() + ".tmp");
    }

    /// <summary>Deletes what a crash left in a folder. A day is longer than anything that writes takes, so nobody loses the file that it is writing.</summary>
    public static void DeleteOldTemporaries(string folder)
    {
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, ".*.tmp") : [])
        {
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > TimeSpan.FromDays(1))
            {
                File.Delete(path);
            }
        }

        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, ".*.tmp") : [])
        {
            if (TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) > TimeSpan.FromDays(1))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    /// <summary>A rename survives a power cut only once its folder is flushed (fsync(2)); other systems than Unix offer no such call.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open([.. Encoding.UTF8.GetBytes(path), 0], 0);
        if (descriptor >= 0)
        {
            _ = Fsync(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
