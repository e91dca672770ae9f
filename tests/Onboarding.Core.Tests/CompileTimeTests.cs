using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests;

/// <summary>What the public API does not let anybody write: fixtures that the SDK's own compiler refuses with the named error, next to one that it takes.</summary>
public sealed partial class CompileTimeTests : IClassFixture<CompileTimeTests.Compilation>
{
    private static readonly Dictionary<string, string> s_fixtures = new()
    {
        ["RightOrder"] = "OnboardingRun.Create(plan, records, suppression, keys, store).WriteToAsync(Outbox.At(\"outbox\"));",
        ["RightMatch"] = "OnboardingMatch.Create(matchPlan, received, records, suppression, keys, store).WriteIdsToAsync(\"ids.csv\");",
        ["RunWithoutSuppression"] = "OnboardingRun.Create(plan, records, keys, store);",
        ["RunWithoutStore"] = "OnboardingRun.Create(plan, records, suppression, keys);",
        ["RunWithReceivedPlan"] = "OnboardingRun.Create(matchPlan, records, suppression, keys, store);",
        ["MatchWithoutSuppression"] = "OnboardingMatch.Create(matchPlan, received, records, keys, store);",
        ["MatchWithSendersPlan"] = "OnboardingMatch.Create(plan, received, records, suppression, keys, store);",
        ["MatchWithUnverifiedFile"] = "OnboardingMatch.Create(matchPlan, AudienceFile.Open(\"a.audience\"), records, suppression, keys, store);",
        ["SendRecords"] = "destination.DeliverAsync(records, default);",
        ["SendReceivedAudience"] = "destination.DeliverAsync(received, default);",
        ["SendUnverifiedFile"] = "destination.DeliverAsync(AudienceFile.Open(\"a.audience\"), default);",
        ["NewAudience"] = "new Audience(default, \"path\", received.Label, false);",
        ["NewAudienceOfNothing"] = "new Audience();",
        ["NewPlan"] = "new ApprovedPlan(null);",
        ["NewRun"] = "new OnboardingRun(null, records, suppression, keys, ledger, null);",
        ["NewReceivedAudience"] = "new ReceivedAudience(null, null);",
        ["NewLabel"] = "new PseudonymityLabel(null);",
        ["NewSuppression"] = "new SuppressionSource(null, null);",
        ["NoLists"] = "new SuppressionList(\"name\", records);",
        ["CopyPlan"] = "_ = plan with { };",
        ["SetLabel"] = "received.Label.Domain = \"other/domain/x\";",
    };

    private readonly Compilation _compilation;

    public CompileTimeTests(Compilation compilation) => _compilation = compilation;

    [Theory]
    [InlineData("RightOrder")]
    [InlineData("RightMatch")]
    public void Compile_WhatTheApiIsFor_IsTaken(string fixture) => Assert.Empty(_compilation[fixture]);

    [Theory]
    [InlineData("RunWithoutSuppression", "CS7036")]
    [InlineData("RunWithoutStore", "CS7036")]
    [InlineData("RunWithReceivedPlan", "CS1503")]
    [InlineData("MatchWithoutSuppression", "CS7036")]
    [InlineData("MatchWithSendersPlan", "CS1503")]
    [InlineData("MatchWithUnverifiedFile", "CS1503")]
    [InlineData("SendRecords", "CS1503")]
    [InlineData("SendReceivedAudience", "CS1503")]
    [InlineData("SendUnverifiedFile", "CS1503")]
    [InlineData("NewAudience", "CS1729")]
    [InlineData("NewAudienceOfNothing", "CS1729")]
    [InlineData("NewPlan", "CS1729")]
    [InlineData("NewRun", "CS1729")]
    [InlineData("NewReceivedAudience", "CS1729")]
    [InlineData("NewLabel", "CS1729")]
    [InlineData("NewSuppression", "CS1729")]
    [InlineData("NoLists", "CS7036")]
    [InlineData("CopyPlan", "CS8858")]
    [InlineData("SetLabel", "CS8852")]
    public void Compile_WhatTheApiForbids_IsRefused(string fixture, string code) => Assert.Contains(code, _compilation[fixture]);

    /// <summary>All fixtures in one call of the compiler, a file each; the errors by fixture.</summary>
    public sealed partial class Compilation : IDisposable
    {
        private readonly RunFolder _folder = new();
        private readonly ILookup<string, string> _errors;

        public Compilation()
        {
            var runtime = RuntimeEnvironment.GetRuntimeDirectory();
            var sdks = Path.Combine(runtime, "..", "..", "..", "sdk");
            var compiler = Directory.GetDirectories(sdks).Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Where(File.Exists).Order(StringComparer.Ordinal).Last();
            var references = Directory.GetFiles(runtime, "System*.dll").Append(typeof(OnboardingRun).Assembly.Location);
            var arguments = references.Select(r => $"-r:\"{r}\"").Concat(s_fixtures.Select(f => $"\"{WriteFixture(f.Key, f.Value)}\""));
            File.WriteAllLines(_folder["arguments.rsp"], arguments.Prepend($"-nologo -noconfig -nostdlib -target:library -nullable:disable -out:\"{_folder["fixtures.dll"]}\""));
            _errors = Run(compiler).ToLookup(e => e.Fixture, e => e.Code);
        }

        public IEnumerable<string> this[string fixture] => _errors[fixture];

        public void Dispose() => _folder.Dispose();

        [GeneratedRegex(@"(\w+)\.cs\(\d+,\d+\): error (CS\d+)")]
        private static partial Regex Error();

        private string WriteFixture(string name, string statement)
        {
            var path = _folder[name + ".cs"];
            File.WriteAllText(path, $$"""
                using Onboarding; using Onboarding.Audiences; using Onboarding.Delivery; using Onboarding.Keys; using Onboarding.Records; using Onboarding.Suppression;
                class {{name}}
                {
                    void Do(ApprovedPlan plan, ApprovedMatchPlan matchPlan, IRecordSource records, SuppressionSource suppression, IKeyStore keys, IOnboardingStore store, IDestination destination, ReceivedAudience received)
                    {
                        {{statement}}
                    }
                }
                """);
            return path;
        }

        private List<(string Fixture, string Code)> Run(string compiler)
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(compiler);
            start.ArgumentList.Add("@" + _folder["arguments.rsp"]);
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return [.. Error().Matches(output).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
        }
    }
}
