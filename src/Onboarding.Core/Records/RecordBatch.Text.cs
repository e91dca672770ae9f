using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Onboarding.Records;

public sealed partial class RecordBatch
{
    // Room for every formatted number, date and id of the base library but the largest BigInteger.
    private const int FormattedLength = 128;

    /// <summary>Adds the value of the next column as UTF-8.</summary>
    /// <param name="value">The value as it stands in the source; empty where there is none. A lone surrogate stays invalid (its three bytes, not U+FFFD), so that the identifier is rejected with <c>NOT_UTF8</c>.</param>
    /// <exception cref="InvalidOperationException">No record was begun, or it has all its values.</exception>
    public void AddValue(ReadOnlySpan<char> value)
    {
        ThrowIfNoColumn();

        // A UTF-16 unit takes one to three bytes.
        if (value.Length > MaxValueLength)
        {
            AddTooLong();
            return;
        }

        var destination = Reserve(value.Length * 3);
        var length = 0;
        int read;
        int written;
        while (Utf8.FromUtf16(value, destination[length..], out read, out written, replaceInvalidSequences: false) == OperationStatus.InvalidData)
        {
            WriteSurrogate(value[read], destination[(length + written)..]);
            value = value[(read + 1)..];
            length += written + 3;
        }

        length += written;
        if (length > MaxValueLength)
        {
            AddTooLong();
            return;
        }

        Commit(length);
    }

    /// <summary>Adds the value of the next column: a number, date or id in the invariant culture.</summary>
    /// <param name="value">The value. Dates are written as ISO 8601: a <see cref="DateTime"/> at midnight as its date alone.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <exception cref="InvalidOperationException">No record was begun, or it has all its values.</exception>
    public void AddValue<T>(T value)
        where T : struct, IUtf8SpanFormattable
    {
        ThrowIfNoColumn();
        var format = GetFormat(value);
        for (var length = FormattedLength; length <= MaxValueLength; length *= 2)
        {
            if (value.TryFormat(Reserve(length), out var written, format, CultureInfo.InvariantCulture))
            {
                Commit(written);
                return;
            }
        }

        AddTooLong();
    }

    private static string GetFormat<T>(T value) => value switch
    {
        DateTime { TimeOfDay.Ticks: 0 } or DateOnly => "yyyy-MM-dd",
        DateTime => "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        DateTimeOffset => "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz",
        TimeOnly => "HH:mm:ss.FFFFFFF",
        _ => string.Empty,
    };

    // The generalized form (WTF-8) that a strict decoder refuses.
    private static void WriteSurrogate(char surrogate, Span<byte> destination)
    {
        destination[0] = (byte)(0xE0 | (surrogate >> 12));
        destination[1] = (byte)(0x80 | ((surrogate >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (surrogate & 0x3F));
    }
}
