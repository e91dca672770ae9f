namespace Onboarding.Records;

/// <summary>Something that records can be read from, again and again: a file, a query, a list in memory.</summary>
/// <remarks>
/// Implement it only where <see cref="DbRecords"/> and <see cref="EnumerableRecords"/> do not serve: they need no more than a query or an enumeration.
/// No exception that leaves a source may quote a value.
/// </remarks>
public interface IRecordSource
{
    /// <summary>
    /// Where the records come from: the full path of a file (of several files, one to a line; <c>-</c> for standard input), or <c>code</c>. A run refuses a source that its plan does not name (<c>SOURCE_NOT_PLANNED</c>).
    /// </summary>
    /// <value>Default: <c>code</c>, what a plan with <c>"type": "code"</c> in its source expects.</value>
    string Origin => "code";

    /// <summary>What shows without reading whether the source was written to, such as a digest of the names, lengths and times of files; equal for an unchanged source. An index of own users asks for it.</summary>
    /// <exception cref="OnboardingException"><c>SOURCE_UNREADABLE</c>.</exception>
    /// <returns>By default null: the source cannot tell. Then it is read to find out.</returns>
    string? ComputeStamp() => null;

    /// <summary>Opens the source at its first record. Each call reads anew; several readers may be open at once.</summary>
    /// <param name="columns">The names of the columns to read, in the order in which each record's values are wanted; a name may stand there twice. No other column is read. <see cref="ColumnMap"/> finds them.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="OnboardingException"><c>COLUMN_MISSING</c>, <c>SOURCE_EMPTY</c>, <c>SOURCE_UNREADABLE</c>, <c>ENCODING_UNDECLARED</c>, <c>ENCODING_UNSUPPORTED</c>.</exception>
    ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken);
}
