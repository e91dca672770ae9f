using System.CommandLine;
using System.Text.Json;
using Onboarding.Plans;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard rules list|explain</c>: what is checked, why, and what to do about a code.</summary>
internal static class RulesCommand
{
    private const int MaxNear = 5;
    private const int CodesPerLine = 5;

    private static readonly Argument<string> s_name = new("code") { Description = "A code such as LIA_MISSING, or a rule's id such as LB-03." };

    public static Command Create()
    {
        var list = new Command("list", "Prints every rule: its id, what it does, its codes, what it demands.") { Tool.Json };
        list.SetAction(List);
        var explain = new Command("explain", "Says what a code or rule means, why, and what to do.") { s_name, Tool.Json };
        explain.SetAction(Explain);
        return new Command("rules", "The rules that plans, records and outputs are checked against.") { list, explain };
    }

    private static int List(ParseResult result)
    {
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                WriteAll(writer, "rules", PlanRules.All, Write);
                WriteAll(writer, "codes", PlanRules.Codes, Write);
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        foreach (var rule in PlanRules.All)
        {
            Console.Out.WriteLine($"{rule.Id,-7} {Tier(rule.Tier),-9} {Marked(rule.Codes)}".TrimEnd());
            Console.Out.WriteLine($"        {rule.Statement}");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine("Codes of no rule of the catalogue");
        foreach (var codes in PlanRules.Codes.Except(PlanRules.All.SelectMany(r => r.Codes)).Chunk(CodesPerLine))
        {
            Console.Out.WriteLine($"        {Marked(codes)}");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine("* a choice of this library: a plan may override it by name, reason and last day.");
        Console.Out.WriteLine("`onboard rules explain CODE` says what a code means and what to do. Nothing here is legal advice.");
        return ExitCode.Done;
    }

    private static int Explain(ParseResult result)
    {
        var name = result.GetRequiredValue(s_name).Trim().ToUpperInvariant();
        var rule = PlanRules.All.FirstOrDefault(r => r.Id == name);
        var code = PlanRules.Codes.FirstOrDefault(c => c.Code == name);
        if (rule is null && code is null)
        {
            var near = Near(name);
            throw new ToolException($"There is no such code or rule.{(near.Count == 0 ? "" : $" Is it {string.Join(", ", near)}?")} `onboard rules list` shows all.");
        }

        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                WriteAll(writer, "codes", code is null ? rule!.Codes : [code], Write);
                WriteAll(writer, "rules", rule is null ? RulesOf(code!) : [rule], Write);
                writer.WriteEndObject();
            });
        }
        else if (code is not null)
        {
            Print(code);
        }
        else
        {
            Print(rule!);
        }

        return ExitCode.Done;
    }

    private static void Print(Reason code)
    {
        Console.Out.WriteLine(code.Code);
        Line("means", code.Meaning);
        foreach (var rule in RulesOf(code))
        {
            Line("why", $"{rule.Id} ({Tier(rule.Tier)}): {rule.Statement}");
        }

        Line("source", $"{code.Rule}, {code.Source}");
        Line("to do", code.Remedy);
        Line("override", code.IsLibraryChoice ? "a plan may, by name, reason and last day: the rule is a choice of this library" : "none: a plan cannot");
    }

    private static void Print(RuleDescription rule)
    {
        Console.Out.WriteLine($"{rule.Id} ({Tier(rule.Tier)})");
        Line("demands", rule.Statement);
        Line("source", rule.Source);
        foreach (var code in rule.Codes)
        {
            Line("code", $"{code.Code}: {code.Meaning} {code.Remedy}");
        }
    }

    private static string Marked(IEnumerable<Reason> codes) => string.Join(' ', codes.Select(c => c.IsLibraryChoice ? c.Code + "*" : c.Code));

    private static void Line(string name, string text) => Console.Out.WriteLine($"  {name,-9} {text}");

    private static IReadOnlyList<RuleDescription> RulesOf(Reason code) => [.. PlanRules.All.Where(r => r.Codes.Contains(code))];

    private static string Tier(RuleTier tier) => tier == RuleTier.ByDesign ? "by-design" : tier.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter writer, RuleDescription rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteString("tier", Tier(rule.Tier));
        writer.WriteString("statement", rule.Statement);
        writer.WriteString("source", rule.Source);
        WriteAll(writer, "codes", rule.Codes, (w, code) => w.WriteStringValue(code.Code));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Reason code)
    {
        writer.WriteStartObject();
        writer.WriteString("code", code.Code);
        writer.WriteString("meaning", code.Meaning);
        writer.WriteString("rule", code.Rule);
        writer.WriteString("source", code.Source);
        writer.WriteString("remedy", code.Remedy);
        writer.WriteBoolean("overridable", code.IsLibraryChoice);
        writer.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static List<string> Near(string name)
    {
        return
        [
            .. PlanRules.Codes.Select(c => c.Code).Concat(PlanRules.All.Select(r => r.Id))
                .Select(known => (Known: known, Distance: known.Contains(name, StringComparison.Ordinal) && name.Length > 1 ? 0 : Distance(known, name)))
                .Where(k => k.Distance <= Math.Max(1, name.Length / 3))
                .OrderBy(k => k.Distance).ThenBy(k => k.Known, StringComparer.Ordinal)
                .Take(MaxNear).Select(k => k.Known),
        ];
    }

    // Levenshtein: the fewest letters to change, insert or leave out.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
