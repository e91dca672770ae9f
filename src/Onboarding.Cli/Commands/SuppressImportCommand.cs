using System.CommandLine;
using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard suppress import</c>: opt-out lists into the store. Broken off and begun again, it ends in the same state.</summary>
internal static class SuppressImportCommand
{
    private static readonly Argument<string?> s_file = new("file") { Description = "A CSV file with a header; nothing for the lists that --plan names.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> s_kind = new("--kind") { Description = "What the file's column holds: email, phone, maid or external_id." };

    private static readonly Option<string?> s_column = new("--column") { Description = "The column; the kind's name if left out." };

    private static readonly Option<string> s_form = new("--form") { Description = "clear, sha256-hex, sha256-base64 or suppression-token.", DefaultValueFactory = _ => "clear" };

    private static readonly Option<string?> s_region = new("--region") { Description = "The region of phone numbers in national spelling." };

    private static readonly Option<bool> s_shrink = new("--accept-shrink") { Description = "Somebody has confirmed that the list has become so much smaller. Nobody is withdrawn by it." };

    public static Command Create()
    {
        s_kind.AcceptOnlyFromAmong([.. IdentifierKinds.All.Select(IdentifierKinds.GetName)]);
        s_form.AcceptOnlyFromAmong("clear", "sha256-hex", "sha256-base64", "suppression-token");
        var command = new Command("import", "Adds the opt-outs of a list. Who is on it no longer stays opted out.") { s_file, s_kind, s_column, s_form, s_region, s_shrink, HomeKeys.Plan, HomeKeys.Key, Tool.Json };
        command.SetAction(ImportAsync);
        return command;
    }

    private static async Task<int> ImportAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var home = HomeKeys.Open(result);
        var lists = await FindListsAsync(result, home, cancellationToken).ConfigureAwait(false);
        using var optOuts = await home.OpenOptOutsAsync(await HomeKeys.SuppressionKeyAsync(result, home).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var reports = new List<OptOutImportReport>();
        foreach (var list in lists)
        {
            reports.Add(await optOuts.ImportAsync(list, result.GetValue(s_shrink), cancellationToken).ConfigureAwait(false));
        }

        await home.Removals.FindAsync(cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer => Write(writer, reports));
        }
        else
        {
            foreach (var report in reports)
            {
                Console.Out.WriteLine($"{report.List}: {Text.Number(report.Values)} values, {Text.Number(report.Added)} opt-outs added, {Text.Number(report.Known)} known already{(report.TakenBack > 0 ? $", {Text.Number(report.TakenBack)} withdrawn since the list's date" : "")}{(report.RejectedCount > 0 ? $", {Text.Number(report.RejectedCount)} not readable ({Text.Counts(report.Rejected)})" : "")}");
                Tool.WriteNotes(report.Notes);
            }
        }

        return ExitCode.Done;
    }

    private static async ValueTask<IReadOnlyList<SuppressionList>> FindListsAsync(ParseResult result, OnboardingHome home, CancellationToken cancellationToken)
    {
        if (result.GetValue(s_file) is not { } path)
        {
            var plan = result.GetValue(HomeKeys.Plan) ?? throw new ToolException("Say a file with --kind, or --plan.");
            var review = await home.ReviewAsync(plan, cancellationToken).ConfigureAwait(false);
            return review.IsMatch
                ? SuppressionList.AllFromPlan(OnboardingHome.ApproveMatch(review))
                : SuppressionList.AllFromPlan(OnboardingHome.Approve(review));
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.");
        }

        if (result.GetValue(s_kind) is not { } kindName || !IdentifierKinds.TryParse(kindName, out var kind))
        {
            throw new ToolException("Say --kind: what the column holds.");
        }

        var region = PhoneRegion.None;
        if (result.GetValue(s_region) is { } name && !PhoneRegion.TryParse(System.Text.Encoding.UTF8.GetBytes(name), out region))
        {
            throw new ToolException("No region with phone numbers has this code or name.");
        }

        var form = result.GetRequiredValue(s_form) switch { "sha256-hex" => SuppressionValueForm.Sha256Hex, "sha256-base64" => SuppressionValueForm.Sha256Base64, "suppression-token" => SuppressionValueForm.Token, _ => SuppressionValueForm.Clear };
        return [SuppressionList.FromCsv(path, new SuppressionColumn(result.GetValue(s_column) ?? kindName, kind, form), region)];
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<OptOutImportReport> reports)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteStartArray("lists");
        foreach (var report in reports)
        {
            writer.WriteStartObject();
            writer.WriteString("list", report.List);
            writer.WriteNumber("values", report.Values);
            writer.WriteNumber("added", report.Added);
            writer.WriteNumber("known", report.Known);
            writer.WriteNumber("withdrawnSince", report.TakenBack);
            writer.WriteNumber("unreadable", report.RejectedCount);
            writer.WriteStartObject("rejected");
            foreach (var (reason, count) in report.Rejected)
            {
                writer.WriteNumber(reason, count);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
