using System.CommandLine;
using Onboarding.Cli;
using Onboarding.Cli.Commands;

var root = new RootCommand("Onboards CRM data: normalizes identifiers, removes everyone who opted out, pseudonymizes with a key per pair of parties, matches, labels and records.")
{
    RunCommand.Create(),
    MatchCommand.Create(),
    IndexCommand.Create(),
    ReexportCommand.Create(),
    InitCommand.Create(),
    PlanCommand.Create(),
    RulesCommand.Create(),
    NormalizeCommand.Create(),
    InspectCommand.Create(),
    VerifyCommand.Create(),
    AudienceCommand.Create(),
    KeysCommand.Create(),
    SuppressCommand.Create(),
    RemovalsCommand.Create(),
    SignalsCommand.Create(),
    DeliveriesCommand.Create(),
    BenchCommand.Create(),
    DiagnoseCommand.Create(),
};

StageMemory.GiveBackAfterStages();
return await Tool.InvokeAsync(root, args).ConfigureAwait(false);
