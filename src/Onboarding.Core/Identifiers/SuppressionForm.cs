namespace Onboarding.Identifiers;

/// <summary>The coarse form of a canonical value that opt-outs are compared by (contracts-v1).</summary>
/// <remarks>An objection in one spelling must also hold for the others: at every mail host the tag and all but letters and digits are ignored.</remarks>
public static class SuppressionForm
{
    /// <summary>Writes the suppression form of a canonical value.</summary>
    /// <param name="kind">The kind of identifier.</param>
    /// <param name="canonical">The canonical form.</param>
    /// <param name="destination">Receives the form; at least as long as <paramref name="canonical"/>.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or an e-mail holds no <c>@</c>.</exception>
    public static int Write(IdentifierKind kind, ReadOnlySpan<byte> canonical, Span<byte> destination)
    {
        if (destination.Length < canonical.Length)
        {
            throw new ArgumentException($"The destination holds {destination.Length} bytes, the canonical form {canonical.Length}.", nameof(destination));
        }

        if (kind != IdentifierKind.Email)
        {
            canonical.CopyTo(destination);
            return canonical.Length;
        }

        var at = canonical.IndexOf((byte)'@');
        if (at < 0)
        {
            throw new ArgumentException("The value is not the canonical form of an e-mail address: it holds no @.", nameof(canonical));
        }

        var written = 0;
        for (var i = 0; i < at && canonical[i] != (byte)'+'; i++)
        {
            if (canonical[i] is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9'))
            {
                destination[written++] = canonical[i];
            }
        }

        canonical[at..].CopyTo(destination[written..]);
        return written + canonical.Length - at;
    }
}
