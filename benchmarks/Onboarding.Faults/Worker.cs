using System.Globalization;
using System.Text;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Faults;

/// <summary>The process that is killed: does one kind of work over and over until then.</summary>
internal static class Worker
{
    public static readonly string[] Modes = ["import", "optout", "run", "export"];

    /// <summary>Works for ever. What is refused ends it: no kill may leave a home in which the next call is refused.</summary>
    public static async Task<int> RunAsync(string mode, string folder, int seed, TimeSpan clock, string? postgreSql)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 20);
        await using var world = FaultWorld.Open(folder, postgreSql, clock, output);
        var random = new Random(seed);
        await SayAsync(output, "ready");
        try
        {
            for (var i = 0; ; i++)
            {
                await WorkAsync(mode, world, random, string.Create(CultureInfo.InvariantCulture, $"list-{seed}-{i}"), output);
            }
        }
        catch (OnboardingException exception)
        {
            await SayAsync(output, "refused " + exception.Message);
            return 1;
        }
    }

    private static async Task SayAsync(StreamWriter output, string line)
    {
        await output.WriteLineAsync(line.ReplaceLineEndings(" ") + Acknowledged.End);
        await output.FlushAsync();
    }

    private static async Task WorkAsync(string mode, FaultWorld world, Random random, string list, StreamWriter output)
    {
        using var optOuts = await world.OpenOptOutsAsync();
        switch (mode)
        {
            case "import":
                await SayAsync(output, "begins " + list);
                await optOuts.ImportAsync(Population.List(list));
                break;
            case "optout":
                await OptOutAsync(optOuts, random);
                break;
            case "run":
                await world.RunAsync();
                break;
            case "export":
                await OptOutAsync(optOuts, random);
                foreach (var removals in await world.Home.Removals.ExportAsync(world.RemovalsFolder))
                {
                    if (random.Next(2) == 0)
                    {
                        await world.Home.Removals.ConfirmAsync(removals.Id, random.Next(3) > 0);
                    }
                }

                break;
            default:
                throw new ArgumentException("A worker's work is import, optout, run or export.", nameof(mode));
        }
    }

    private static async Task OptOutAsync(OptOuts optOuts, Random random)
    {
        var scope = random.Next(6) switch { 0 => OptOutScope.Purpose("advertising"), 1 => OptOutScope.Purpose("survey"), 2 => OptOutScope.Destination("paper"), _ => OptOutScope.All };
        await optOuts.AddAsync(IdentifierKind.Email, Encoding.UTF8.GetBytes(Population.Email(random.Next(Population.Customers))), scope);
    }
}
