namespace Onboarding.Delivery;

/// <summary>A person, or one identifier of a person, that an output's recipient must take out.</summary>
public sealed class NewRemoval
{
    /// <summary>The output's domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The id of the key under which the output's tokens were made.</summary>
    public required string KeyId { get; init; }

    /// <summary>Why.</summary>
    public required RemovalCause Cause { get; init; }

    /// <summary>16 bytes that are the same in all outputs for one person, so that a person counts once.</summary>
    /// <exception cref="ArgumentException">They are not 16.</exception>
    public required ReadOnlyMemory<byte> Subject
    {
        get;
        init => field = value.Length == 16 ? value : throw new ArgumentException($"A subject has 16 bytes; this one has {value.Length}.", nameof(value));
    }

    /// <summary>Where the person stands in the output's member file.</summary>
    public required long Position { get; init; }

    /// <summary>Which of the person's identifiers, from 1; 0 for all.</summary>
    public required int Part { get; init; }

    /// <summary>From when the deadline counts.</summary>
    public required DateTimeOffset Since { get; init; }
}
