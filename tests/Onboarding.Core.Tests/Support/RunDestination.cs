using Onboarding.Audiences;
using Onboarding.Delivery;

namespace Onboarding.Core.Tests.Support;

/// <summary>A destination of one's own.</summary>
internal sealed class RunDestination(Func<Audience, string>? deliver = null) : IDestination
{
    public string Name => "own";

    /// <summary>What was delivered.</summary>
    public List<byte[]> Delivered { get; } = [];

    public async ValueTask<string> DeliverAsync(Audience audience, CancellationToken cancellationToken)
    {
        var location = deliver?.Invoke(audience) ?? "own:" + audience.Id;
        using var copy = new MemoryStream();
        await using var stream = audience.OpenRead();
        await stream.CopyToAsync(copy, cancellationToken);
        Delivered.Add(copy.ToArray());
        return location;
    }
}
