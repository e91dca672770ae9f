namespace Onboarding.Cli;

/// <summary>Wrong use that only shows when a command runs.</summary>
internal sealed class ToolException(string message) : Exception(message);
