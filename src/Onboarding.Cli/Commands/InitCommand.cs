using System.CommandLine;
using Onboarding.Plans;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard init CUSTOMERS.csv --to DESTINATION</c>: a first plan and dossier, with a "?" for every fact that only people know.</summary>
internal static class InitCommand
{
    private static readonly Argument<FileInfo> s_csv = new("csv") { Description = "The file of customers, with a header row. Its header is read, and no row is repeated." };

    private static readonly Option<string> s_to = new("--to") { Description = "Where the audience goes: " + string.Join(", ", PlanDraft.Destinations) + ".", Required = true };
    private static readonly Option<DirectoryInfo?> s_out = new("--out") { Description = "The folder of plan.json and dossier.json. Else that of the file." };
    private static readonly Option<string?> s_region = new("--region") { Description = "The country of phone numbers without a country code: two letters, such as NL." };
    private static readonly Option<string?> s_controller = new("--controller") { Description = "Your id in the dossier, in keys and labels: a-z 0-9 -." };
    private static readonly Option<string?> s_recipient = new("--recipient") { Description = "The recipient's id there, another one for every recipient." };
    private static readonly Option<string?> s_purpose = new("--purpose") { Description = "What for: advertising, advertising-exclusion, survey." };
    private static readonly Option<string?> s_basis = new("--basis") { Description = "Your legal basis, where you know it: consent, legitimate-interest, public-task." };

    public static Command Create()
    {
        var command = new Command("init", "Writes a first plan and dossier for a file of customers: what its header tells is filled in, every open question is a \"?\".")
        {
            s_csv, s_to, s_out, s_region, s_controller, s_recipient, s_purpose, s_basis, Tool.Json,
        };
        command.SetAction(InitAsync);
        return command;
    }

    private static async Task<int> InitAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var csv = result.GetRequiredValue(s_csv).FullName;
        var folder = result.GetValue(s_out)?.FullName ?? Path.GetDirectoryName(csv)!;
        var (header, needsEncoding) = await ReadHeaderAsync(csv, cancellationToken).ConfigureAwait(false);
        var draft = Create(result, csv, folder, header, needsEncoding);
        var plan = draft.Write(folder);
        var review = await PlanReview.ReadAsync(plan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        var questions = review.Findings.Count(f => f.Code == Tool.OpenQuestion);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteString("plan", plan);
                writer.WriteString("dossier", Path.Combine(folder, "dossier.json"));
                writer.WriteNumber("questions", questions);
                writer.WriteStartArray("notes");
                foreach (var note in draft.Notes)
                {
                    writer.WriteStringValue(note);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        else
        {
            Print(draft, Text.RelativePath(plan), questions, needsEncoding, hasIds: result.GetValue(s_controller) is not null && result.GetValue(s_recipient) is not null);
        }

        return ExitCode.Done;
    }

    private static PlanDraft Create(ParseResult result, string csv, string folder, CsvFileHeader header, bool needsEncoding)
    {
        try
        {
            return PlanDraft.Create(new PlanDraftOptions
            {
                To = result.GetRequiredValue(s_to),
                SourcePath = Path.GetRelativePath(folder, csv).Replace(Path.DirectorySeparatorChar, '/'),
                Columns = header.Columns,
                NeedsEncoding = needsEncoding,
                Region = result.GetValue(s_region),
                Controller = result.GetValue(s_controller),
                Recipient = result.GetValue(s_recipient),
                Purpose = result.GetValue(s_purpose),
                Basis = result.GetValue(s_basis),
            });
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message.Split(" (Parameter")[0]);
        }
    }

    // The names of columns are mostly ASCII: any encoding of one byte per character shows them, and the plan asks which it is.
    private static async Task<(CsvFileHeader Header, bool NeedsEncoding)> ReadHeaderAsync(string csv, CancellationToken cancellationToken)
    {
        try
        {
            return (await CsvRecords.ReadHeaderAsync(csv, cancellationToken: cancellationToken).ConfigureAwait(false), false);
        }
        catch (OnboardingException exception) when (exception.Reason == Reasons.EncodingUndeclared)
        {
            return (await CsvRecords.ReadHeaderAsync(csv, new CsvFileOptions { Encoding = "windows-1252" }, cancellationToken).ConfigureAwait(false), true);
        }
    }

    private static void Print(PlanDraft draft, string plan, int questions, bool needsEncoding, bool hasIds)
    {
        var output = Console.Out;
        output.WriteLine($"Written: {plan}, and dossier.json beside it.");
        output.WriteLine();
        output.WriteLine("What the header tells:");
        foreach (var note in draft.Notes)
        {
            output.WriteLine("  " + note);
        }

        if (needsEncoding)
        {
            output.WriteLine("  The file is not in UTF-8: the plan asks in which encoding it is, and names with accents may look wrong until then.");
        }

        output.WriteLine();
        output.WriteLine($"{questions} questions are open, each a \"?\" in one of the two files. Nothing runs before they are answered.");
        if (!hasIds)
        {
            output.WriteLine("Several ask for the ids of the two parties: init with --controller ID --recipient ID answers those at once.");
        }

        output.WriteLine();
        output.WriteLine("Next:");
        output.WriteLine($"  onboard plan check {plan}      shows the questions in plain words; repeat it after each round of answers");
        output.WriteLine($"  onboard plan approve {plan} --by NAME --until DATE      once nothing is refused, by whoever is responsible");
        output.WriteLine($"  onboard run {plan}");
        output.WriteLine("`onboard rules explain CODE` says what a code means. The facts are yours to state: nothing here is legal advice.");
    }
}
