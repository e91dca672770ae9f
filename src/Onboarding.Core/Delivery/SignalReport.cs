using System.Text.Json;
using Onboarding.Suppression;

namespace Onboarding.Delivery;

/// <summary>What became of a recipient's signal.</summary>
public sealed class SignalReport
{
    /// <summary>The signal's id; it is taken in once.</summary>
    public required string Id { get; init; }

    /// <summary>The recipient's id.</summary>
    public required string Recipient { get; init; }

    /// <summary>What the opt-outs hold for.</summary>
    public required OptOutScope Scope { get; init; }

    /// <summary>How many tokens the signal has.</summary>
    public required long Tokens { get; init; }

    /// <summary>How many people of the signal were really sent to that recipient; others do not count.</summary>
    public long People { get; internal set; }

    /// <summary>How many people the recipient's largest audience holds.</summary>
    public long Delivered { get; internal set; }

    /// <summary>How many opt-outs were added.</summary>
    public long Added { get; internal set; }

    /// <summary>How many were known already.</summary>
    public long Known { get; internal set; }

    /// <summary>Whether the signal had been taken in before; then nothing was done.</summary>
    public bool AlreadyTaken { get; internal set; }

    /// <summary>Writes the report as a JSON object.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("signal", Id);
        writer.WriteString("recipient", Recipient);
        writer.WriteString("scope", Scope.ToString());
        writer.WriteNumber("tokens", Tokens);
        writer.WriteNumber("people", People);
        writer.WriteNumber("delivered", Delivered);
        writer.WriteNumber("added", Added);
        writer.WriteNumber("known", Known);
        writer.WriteBoolean("alreadyTaken", AlreadyTaken);
        writer.WriteEndObject();
    }
}
