using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Onboarding.Core.Tests.Support;

/// <summary>Keeps every message, its arguments and its exception.</summary>
internal sealed class RunLogger : ILogger<OnboardingHome>
{
    public ConcurrentQueue<string> Texts { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Texts.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Texts.Enqueue(formatter(state, exception));
        Texts.Enqueue(exception?.ToString() ?? "");
        foreach (var argument in (state as IEnumerable<KeyValuePair<string, object?>>) ?? [])
        {
            Texts.Enqueue($"{argument.Key}={argument.Value}");
        }
    }
}
