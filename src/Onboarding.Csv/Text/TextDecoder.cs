namespace Onboarding.Csv;

/// <summary>Turns the bytes of one encoding into UTF-8, piece by piece. What cannot be decoded becomes bytes that are no UTF-8, never a replacement character.</summary>
internal abstract class TextDecoder
{
    /// <summary>The smallest destination that always takes a whole character.</summary>
    public const int MinDestination = 4;

    /// <summary>The encoding in use, by its name in plans.</summary>
    public abstract string Name { get; }

    /// <summary>Why decoding stopped; it does not go on after that.</summary>
    public virtual TextFault Fault => TextFault.None;

    /// <summary>Decodes what can be decoded; a character whose end has not been read yet stays unconsumed.</summary>
    /// <param name="source">Bytes of the encoding.</param>
    /// <param name="destination">Room for UTF-8, at least <see cref="MinDestination"/> bytes.</param>
    /// <param name="isFinal">Whether no byte follows <paramref name="source"/>.</param>
    public abstract (int Consumed, int Written) Convert(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal);
}
