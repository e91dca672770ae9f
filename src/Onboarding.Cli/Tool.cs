using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Onboarding.Cli;

/// <summary>What all commands share: exit codes, the home folder, JSON on standard output.</summary>
internal static class Tool
{
    public const string OpenQuestion = "OPEN_QUESTION";

    private const string HomeVariable = "ONBOARD_HOME";

    /// <summary>A PostgreSQL connection string: a secret, so never an argument.</summary>
    private const string StoreVariable = "ONBOARD_POSTGRESQL";
    private const int MaxNotes = 12;

    public static readonly Option<DirectoryInfo?> Home = new("--home")
    {
        Description = $"The party's private folder: keys, ledger. Else {HomeVariable}, else onboarding/ beside the plan, else in the current folder.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of text." };

    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        root.Add(Home);
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync("Try --help.").ConfigureAwait(false);
            return ExitCode.WrongUse;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (OnboardingException exception)
        {
            await WriteRefusalAsync(exception).ConfigureAwait(false);
            return exception.Findings.Any(f => f.Reason?.Category == ReasonCategory.Rule) ? ExitCode.Refused : ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled; nothing was delivered.").ConfigureAwait(false);
            return ExitCode.Unexpected;
        }
        catch (ToolException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCode.WrongUse;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("I/O: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Storage;
        }
        catch (Exception exception)
        {
            // The message of an exception that nobody foresaw might quote data: only its type and the code's lines are shown.
            await Console.Error.WriteLineAsync($"Unexpected {exception.GetType().Name}. Please report it with these lines, which name code and no data:").ConfigureAwait(false);
            await Console.Error.WriteLineAsync(exception.StackTrace).ConfigureAwait(false);
            return ExitCode.Unexpected;
        }
    }

    public static string FindHome(ParseResult result, string? planPath = null)
    {
        var beside = planPath is null ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(planPath))!;
        return result.GetValue(Home)?.FullName
            ?? (Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } variable ? Path.GetFullPath(variable) : Path.Combine(beside, "onboarding"));
    }

    /// <summary>The party's home, with the store that the environment names, else the SQLite file in it.</summary>
    public static OnboardingHome OpenHome(ParseResult result, string? planPath = null)
    {
        var folder = FindHome(result, planPath);
        return new OnboardingHome(folder, Environment.GetEnvironmentVariable(StoreVariable) is { Length: > 0 } connection ? new PostgreSqlStore(connection) : new SqliteStore(Path.Combine(folder, "onboarding.db"))) { SourceHeaders = new CsvHeaders() };
    }

    public static void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>Standard input where the plan's source is <c>-</c>.</summary>
    public static Stream? StandardInput(Plans.PlanSource source) => source.Path == "-" ? Console.OpenStandardInput() : null;

    /// <summary>Refuses plans that only a program can run.</summary>
    public static void CheckNamesFiles(Plans.PlanSource source, Plans.PlanSuppression suppression)
    {
        if (source.Origin == "code" || suppression.FromCode)
        {
            throw new ToolException("The plan takes records or opt-outs from code; the tool runs plans that name files.");
        }
    }

    /// <summary>What was found out about the sources, such as their encodings.</summary>
    public static void WriteNotes(IReadOnlyList<string> notes)
    {
        foreach (var note in notes.Take(MaxNotes))
        {
            Console.Out.WriteLine("Note: " + note);
        }

        if (notes.Count > MaxNotes)
        {
            Console.Out.WriteLine($"Note: {notes.Count - MaxNotes} more, see the report.");
        }
    }

    /// <summary>Shows progress on a terminal, and nothing where standard error is piped.</summary>
    public static Action<long>? Progress()
    {
        return Console.IsErrorRedirected ? null : rows => Console.Error.Write($"\r{Text.Number(rows)} rows ");
    }

    public static void EndProgress()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r                              \r");
        }
    }

    private static async Task WriteRefusalAsync(OnboardingException exception)
    {
        var questions = exception.Findings.Count(f => f.Code == OpenQuestion);
        var findings = exception.Findings.Where(f => f.Code != OpenQuestion).ToList();
        if (questions > 0)
        {
            await Console.Error.WriteLineAsync($"{OpenQuestion}: {(questions == 1 ? "1 question is" : $"{questions} questions are")} open; `onboard plan check PLAN` shows them").ConfigureAwait(false);
            foreach (var finding in findings)
            {
                await Console.Error.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
            }
        }
        else
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
        }

        foreach (var remedy in findings.Select(f => $"  {f.Code}: {f.Reason?.Remedy}").Distinct())
        {
            await Console.Error.WriteLineAsync(remedy).ConfigureAwait(false);
        }
    }
}
