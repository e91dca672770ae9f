namespace Onboarding.Cli;

/// <summary>What the tool's exit codes mean.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int WrongUse = 2;
    public const int Refused = 3;
    public const int BadInput = 4;
    public const int Storage = 5;
    public const int Partly = 6;
}
