using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Faults;

/// <summary>Fills the disk under a home, on a file system of a few megabytes, and looks at what is left.</summary>
internal static class FullDisk
{
    private const int MostLists = 200;

    /// <summary>Works until the disk is full, twice: with what the home writes, and with what somebody else writes.</summary>
    /// <param name="folder">An empty folder on a small file system.</param>
    /// <returns>The first fault; null where every promise held.</returns>
    public static async Task<string?> RunAsync(string folder)
    {
        var home = Path.Combine(folder, "home-of-little-room");
        FaultWorld.Create(home);
        using var said = new MemoryStream();
        await using var output = new StreamWriter(said, new UTF8Encoding(false), leaveOpen: true);
        if (await FillAsync(home, output) is { } fault)
        {
            return fault;
        }

        var ballast = Path.Combine(folder, "ballast");
        FillUp(ballast);
        await using (var world = FaultWorld.Open(home, acknowledgements: output))
        {
            // The first may find room in the log that a broken-off call left there.
            if (!await FailsAsync(() => OptOutAsync(world, Enumerable.Range(0, Population.Customers))))
            {
                return "on a full disk every opt-out was recorded";
            }

            if (!await FailsAsync(async () => await world.RunAsync()))
            {
                return "a run found room on a full disk";
            }
        }

        // Room again: the lists that were too much are gone from nobody's mind, and the same calls go through.
        File.Delete(ballast);
        await using (var world = FaultWorld.Open(home, acknowledgements: output))
        {
            await OptOutAsync(world, Enumerable.Range(0, 20));
            await world.RunAsync();
        }

        await output.FlushAsync();
        said.Position = 0;
        var acknowledged = new Acknowledged();
        using var reader = new StreamReader(said);
        await acknowledged.ReadAsync(reader, 0, new TaskCompletionSource());
        return await new HomeCheck(home, null, acknowledged).RunAsync();
    }

    private static async Task<string?> FillAsync(string home, StreamWriter output)
    {
        var reserve = Path.Combine(Path.GetDirectoryName(home)!, "reserve");
        await File.WriteAllBytesAsync(reserve, new byte[4 << 20]);
        await using (var world = FaultWorld.Open(home, acknowledgements: output))
        {
            await world.RunAsync();
            var lists = 0;
            if (!await FailsAsync(async () =>
            {
                using var optOuts = await world.OpenOptOutsAsync();
                for (; lists < MostLists; lists++)
                {
                    await optOuts.ImportAsync(Population.List($"list-{lists}"));
                }
            }))
            {
                return lists == MostLists ? "the file system is not small" : "a full disk was no IOException";
            }
        }

        File.Delete(reserve);
        return null;
    }

    private static async Task OptOutAsync(FaultWorld world, IEnumerable<int> customers)
    {
        using var optOuts = await world.OpenOptOutsAsync();
        foreach (var customer in customers)
        {
            await optOuts.AddAsync(IdentifierKind.Email, Encoding.UTF8.GetBytes(Population.Email(customer)));
        }
    }

    private static async Task<bool> FailsAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void FillUp(string path)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
        }
    }
}
