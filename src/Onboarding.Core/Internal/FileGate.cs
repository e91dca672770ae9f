namespace Onboarding.Internal;

/// <summary>One process or thread at a time behind a lock file. The lock goes with the process, so a crash leaves nothing to clean up.</summary>
internal static class FileGate
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static FileStream Enter(string path)
    {
        var start = Environment.TickCount64;
        while (true)
        {
            try
            {
                var options = DurableFile.PrivateOptions(FileMode.OpenOrCreate);
                options.Share = FileShare.None;
                return new FileStream(path, options);
            }
            catch (IOException) when (Environment.TickCount64 - start < s_patience.TotalMilliseconds && File.Exists(path))
            {
                Thread.Sleep(20);
            }
        }
    }
}
