namespace Onboarding.Suppression;

/// <summary>What an opt-out holds for: everything, one purpose, or one recipient.</summary>
public sealed class OptOutScope : IEquatable<OptOutScope>
{
    private const string PurposePrefix = "purpose ";
    private const string DestinationPrefix = "destination ";

    private readonly string _text;

    private OptOutScope(string text) => _text = text;

    /// <summary>Every purpose and every recipient.</summary>
    public static OptOutScope All { get; } = new("all");

    /// <summary>One purpose, at every recipient.</summary>
    /// <param name="purpose">The purpose's id, as in a domain.</param>
    public static OptOutScope Purpose(string purpose) => new(PurposePrefix + Check(purpose));

    /// <summary>One recipient, for every purpose.</summary>
    /// <param name="recipient">The recipient's id, as in a domain.</param>
    public static OptOutScope Destination(string recipient) => new(DestinationPrefix + Check(recipient));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text"><c>all</c>, <c>purpose ID</c> or <c>destination ID</c>.</param>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static OptOutScope Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return text == All._text ? All
                : text.StartsWith(PurposePrefix, StringComparison.Ordinal) ? Purpose(text[PurposePrefix.Length..])
                : text.StartsWith(DestinationPrefix, StringComparison.Ordinal) ? Destination(text[DestinationPrefix.Length..])
                : throw new FormatException("A scope is `all`, `purpose ID` or `destination ID`.");
        }
        catch (ArgumentException)
        {
            throw new FormatException("A scope's id is 1 to 64 of a-z 0-9 -.");
        }
    }

    /// <summary>Whether an opt-out of this scope keeps a person out of an output of a domain.</summary>
    /// <param name="domain">The output's domain.</param>
    public bool Covers(Keys.Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return _text == All._text || _text == PurposePrefix + domain.Purpose || _text == DestinationPrefix + domain.Recipient;
    }

    /// <inheritdoc/>
    public bool Equals(OptOutScope? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OptOutScope);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary><c>all</c>, <c>purpose ID</c> or <c>destination ID</c>.</summary>
    public override string ToString() => _text;

    private static string Check(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is >= 1 and <= 64 && id.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') ? id : throw new ArgumentException("A scope's id is 1 to 64 of a-z 0-9 -.", nameof(id));
    }
}
