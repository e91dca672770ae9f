using Onboarding.Records;

namespace Onboarding;

/// <summary>Records from objects, with a delegate for each column. Immutable: each column makes a new source.</summary>
/// <typeparam name="T">What a record is made of.</typeparam>
/// <remarks>Only the delegates of columns that the plan maps are called. An exception of a delegate or of the enumeration is not shown with its message, because that can quote a value.</remarks>
public sealed class EnumerableRecords<T> : IRecordSource
{
    private readonly Func<CancellationToken, IAsyncEnumerable<T>> _open;
    private readonly EnumerableColumn<T>[] _columns;

    internal EnumerableRecords(Func<CancellationToken, IAsyncEnumerable<T>> open, EnumerableColumn<T>[] columns)
    {
        _open = open;
        _columns = columns;
    }

    /// <summary>Adds a column of text; null is empty.</summary>
    /// <param name="name">The column's name in the plan.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">There is a column of this name, or the name is empty.</exception>
    public EnumerableRecords<T> Column(string name, Func<T, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, (batch, item) => batch.AddValue(value(item)));
    }

    /// <summary>Adds a column of UTF-8 text.</summary>
    /// <param name="name">The column's name in the plan.</param>
    /// <param name="utf8">Its value.</param>
    /// <exception cref="ArgumentException">There is a column of this name, or the name is empty.</exception>
    public EnumerableRecords<T> Column(string name, Func<T, ReadOnlyMemory<byte>> utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return Add(name, (batch, item) => batch.AddValue(utf8(item).Span));
    }

    /// <summary>Adds a column of numbers, ids or dates, written as <see cref="RecordBatch.AddValue{T}(T)"/> does.</summary>
    /// <param name="name">The column's name in the plan.</param>
    /// <param name="value">Its value.</param>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <exception cref="ArgumentException">There is a column of this name, or the name is empty.</exception>
    public EnumerableRecords<T> Column<TValue>(string name, Func<T, TValue> value)
        where TValue : struct, IUtf8SpanFormattable
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, (batch, item) => batch.AddValue(value(item)));
    }

    /// <summary>Adds a column of numbers, ids or dates, written as <see cref="RecordBatch.AddValue{T}(T)"/> does; null is empty.</summary>
    /// <param name="name">The column's name in the plan.</param>
    /// <param name="value">Its value.</param>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <exception cref="ArgumentException">There is a column of this name, or the name is empty.</exception>
    public EnumerableRecords<T> Column<TValue>(string name, Func<T, TValue?> value)
        where TValue : struct, IUtf8SpanFormattable
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, (batch, item) =>
        {
            if (value(item) is { } known)
            {
                batch.AddValue(known);
            }
            else
            {
                batch.AddValue(ReadOnlySpan<byte>.Empty);
            }
        });
    }

    /// <inheritdoc/>
    public ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        cancellationToken.ThrowIfCancellationRequested();
        var map = ColumnMap.Find([.. _columns.Select(c => c.Name)], columns, "the enumeration");
        return ValueTask.FromResult<IRecordReader>(new EnumerableRecordReader<T>(_open, [.. map.Wanted.Select(i => _columns[i])], map.Unread));
    }

    private EnumerableRecords<T> Add(string name, Action<RecordBatch, T> addValue)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_columns.Any(c => c.Name == name.Trim()))
        {
            throw new ArgumentException($"There is a column \"{name}\" already.", nameof(name));
        }

        return new EnumerableRecords<T>(_open, [.. _columns, new EnumerableColumn<T>(name.Trim(), addValue)]);
    }
}
