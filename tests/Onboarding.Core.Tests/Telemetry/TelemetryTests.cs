using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Telemetry;

/// <summary>What is logged, measured and traced in a full run and match, and in refusals, over identifiers that nothing else looks like.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly RunLogger _logger = new();
    private readonly ConcurrentQueue<string> _observed = [];
    private readonly ConcurrentQueue<string> _instruments = [];
    private readonly ConcurrentQueue<string> _activities = [];
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _traces;
    private readonly RunWorld _world;

    public TelemetryTests()
    {
        _world = new RunWorld(logger: _logger);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Onboarding.Core")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.Start();
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Onboarding.Core",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Traced,
        };
        ActivitySource.AddActivityListener(_traces);
    }

    [Fact]
    public async Task RunAndMatch_DistinctiveIdentifiers_NoneIsLoggedMeasuredOrTraced()
    {
        var report = await _world.RunAsync(RunWorld.Records(Rows()), RunOptOuts.Emails("quetzal-3@example.com", "quetzal unreadable"));
        await _world.MatchAsync(report.AudiencePath, RunWorld.Own(Rows().Select((r, i) => new[] { $"ocelot-{i}", r[0], r[1] })), RunOptOuts.Emails("quetzal-5@example.com"));

        AssertNothingPersonal(RunAudiences.Tokens(report.AudiencePath));
    }

    [Fact]
    public async Task RunAndMatch_AnyMessages_ThereAreSome()
    {
        var report = await _world.RunAsync(RunWorld.Records(Rows()));
        await _world.MatchAsync(report.AudiencePath, RunWorld.Own([["ocelot", "quetzal-1@example.com", ""]]));

        Assert.Contains(_logger.Texts, t => t.StartsWith("Run ", StringComparison.Ordinal));
        Assert.Contains(_logger.Texts, t => t.StartsWith("Match ", StringComparison.Ordinal));
        Assert.Subset(_instruments.ToHashSet(), new HashSet<string> { "onboarding.rows", "onboarding.members", "onboarding.matched", "onboarding.duration" });
        Assert.Subset(_activities.ToHashSet(), new HashSet<string> { "onboarding.run", "onboarding.match" });
    }

    [Fact]
    public async Task Refusals_DistinctiveIdentifiers_NoMessageNamesOne()
    {
        var exceptions = new List<Exception>
        {
            await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(RunWorld.Emails("quetzal without address", "quetzal-1@example.com"))),
            await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(RunWorld.Emails("quetzal"))),
            await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(RunWorld.Records(Rows()), RunOptOuts.Emails("quetzal"))),
            await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(RunWorld.Records(Rows()), RunOptOuts.Emails([.. Enumerable.Range(0, 40).Select(i => $"quetzal {i}"), "quetzal-1@example.com"]))),
            await Assert.ThrowsAsync<HttpRequestException>(() => _world.RunAsync(RunWorld.Records(Rows()), destination: new RunDestination(_ => throw new HttpRequestException("down")))),
        };
        foreach (var exception in exceptions)
        {
            _observed.Enqueue(exception.ToString());
        }

        AssertNothingPersonal([]);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _traces.Dispose();
        _world.Dispose();
    }

    private static IEnumerable<string[]> Rows() => Enumerable.Range(0, 30).Select(i => new[] { i == 7 ? "quetzal spoilt" : $"quetzal-{i}@example.com", $"axolotl{i}" });

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _instruments.Enqueue(instrument.Name);
        foreach (var tag in tags)
        {
            _observed.Enqueue($"{tag.Key}={tag.Value}");
        }
    }

    private void Traced(Activity activity)
    {
        _activities.Enqueue(activity.OperationName);
        _observed.Enqueue(activity.DisplayName + " " + activity.StatusDescription);
        foreach (var item in activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)).Concat(activity.Baggage.Select(b => new KeyValuePair<string, object?>(b.Key, b.Value))))
        {
            _observed.Enqueue($"{item.Key}={item.Value}");
        }
    }

    private void AssertNothingPersonal(IEnumerable<string> tokens)
    {
        var all = string.Join('\n', _logger.Texts.Concat(_observed));
        using var party = _world.Card();
        using var suppression = _world.Card(RunPlan.ShopSuppressionKey);
        var secrets = tokens.Append(_world.Token(IdentifierKind.Email, "quetzal-3@example.com"))
            .Append(Convert.ToHexStringLower(party.Material.Span)).Append(Convert.ToHexStringLower(suppression.Material.Span))
            .SelectMany(hex => new[] { hex, Convert.ToBase64String(Convert.FromHexString(hex)) });

        Assert.DoesNotMatch("(?i)quetzal|axolotl|ocelot", all);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }
}
