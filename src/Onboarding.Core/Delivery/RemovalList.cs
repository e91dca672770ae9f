namespace Onboarding.Delivery;

/// <summary>A list of removals that was written for a recipient.</summary>
public sealed class RemovalList
{
    /// <summary>Its id; <c>none</c> where there was nothing left to take out.</summary>
    public required string Id { get; init; }

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The id of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Where it is: a list of removals, or for a platform the list of its files; null where there was nothing left to take out.</summary>
    public string? Path { get; init; }

    /// <summary>What was written besides under the same id: for a platform that has several lists, or another call for people who said no.</summary>
    public IReadOnlyList<string> FurtherPaths { get; init; } = [];

    /// <summary>How many people it takes out.</summary>
    public required long People { get; init; }

    /// <summary>How many removals left with it: a person counts once for each output.</summary>
    public required long Removals { get; init; }
}
