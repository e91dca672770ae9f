using System.Globalization;

namespace Onboarding.Faults;

/// <summary>What the workers of one home said was done.</summary>
internal sealed class Acknowledged
{
    /// <summary>At the end of every line: without it the worker was killed while it spoke.</summary>
    public const string End = " .";

    private readonly Lock _lock = new();

    /// <summary>Tokens by the number of their opt-out.</summary>
    public Dictionary<long, HashSet<string>> OptOuts { get; } = [];

    public HashSet<string> Entries { get; } = [];

    public HashSet<string> Removals { get; } = [];

    public HashSet<string> Serials { get; } = [];

    public HashSet<string> ExportedLists { get; } = [];

    /// <summary>The lists whose import began.</summary>
    public List<string> Lists { get; } = [];

    public List<string> Faults { get; } = [];

    /// <summary>Reads what a worker says, to the end.</summary>
    /// <param name="output">What it says.</param>
    /// <param name="lines">After how many lines it has got far enough.</param>
    /// <param name="reached">Is told so, or that there is no more.</param>
    public async Task ReadAsync(StreamReader output, int lines, TaskCompletionSource reached)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.EndsWith(End, StringComparison.Ordinal))
            {
                Take(line[..^End.Length]);
            }

            if (--lines == 0)
            {
                reached.TrySetResult();
            }
        }

        reached.TrySetResult();
    }

    private void Take(string line)
    {
        lock (_lock)
        {
            var rest = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            switch (line.Split(' ', 2)[0])
            {
                case "added":
                    foreach (var optOut in rest.Split(' ').Select(w => w.Split(':')))
                    {
                        Add(long.Parse(optOut[0], CultureInfo.InvariantCulture), optOut[1]);
                    }

                    break;
                case "begins":
                    Lists.Add(rest);
                    break;
                case "entry":
                    Entries.Add(rest);
                    break;
                case "removal":
                    Removals.Add(rest);
                    break;
                case "exported":
                    ExportedLists.Add(rest);
                    break;
                case "serial":
                    if (!Serials.Add(rest))
                    {
                        Faults.Add("a serial number was given out twice: " + rest);
                    }

                    break;
                case "refused":
                    Faults.Add("a worker was refused: " + rest);
                    break;
            }
        }
    }

    private void Add(long number, string tokens)
    {
        if (!OptOuts.TryGetValue(number, out var known))
        {
            OptOuts.Add(number, known = new HashSet<string>(StringComparer.Ordinal));
        }

        known.UnionWith(tokens.Chunk(2 * Suppression.OptOut.TokenLength).Select(t => new string(t)));
    }
}
