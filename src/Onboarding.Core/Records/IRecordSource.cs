namespace Onboarding.Records;

/// <summary>Something that records can be read from, again and again: a file, a query, a list in memory.</summary>
public interface IRecordSource
{
    /// <summary>Where the records come from: the full path of a file (of several files, one to a line; <c>-</c> for standard input), or <c>code</c>. A run refuses a source that its plan does not name (<c>SOURCE_NOT_PLANNED</c>).</summary>
    string Origin { get; }

    /// <summary>Opens the source at its first record.</summary>
    /// <param name="columns">The names of the columns to read, in the order in which each record's values are wanted. No other column is read.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="OnboardingException"><c>COLUMN_MISSING</c>, <c>SOURCE_EMPTY</c>, <c>SOURCE_UNREADABLE</c>, <c>ENCODING_UNDECLARED</c>, <c>ENCODING_UNSUPPORTED</c>.</exception>
    ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken);
}
