using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Onboarding.Records;

/// <summary>A mapped column of the row at which a reader stands. The type is asked for in each row: in SQLite it belongs to the value.</summary>
internal sealed class DbCell(DbDataReader reader, int ordinal, string name)
{
    private bool _bytesRefused;

    public void AddTo(RecordBatch batch, long row)
    {
        if (reader.IsDBNull(ordinal))
        {
            batch.AddValue(ReadOnlySpan<byte>.Empty);
            return;
        }

        var type = reader.GetFieldType(ordinal);
        switch (Type.GetTypeCode(type))
        {
            case TypeCode.String:
                AddText(batch, reader.GetString(ordinal));
                break;
            case TypeCode.Int32:
                batch.AddValue(reader.GetInt32(ordinal));
                break;
            case TypeCode.Int64:
                batch.AddValue(reader.GetInt64(ordinal));
                break;
            case TypeCode.Int16:
                batch.AddValue(reader.GetInt16(ordinal));
                break;
            case TypeCode.Byte:
                batch.AddValue(reader.GetByte(ordinal));
                break;
            case TypeCode.Decimal:
                batch.AddValue(reader.GetDecimal(ordinal));
                break;
            case TypeCode.Double:
                batch.AddValue(reader.GetDouble(ordinal));
                break;
            case TypeCode.Single:
                batch.AddValue(reader.GetFloat(ordinal));
                break;
            case TypeCode.DateTime:
                batch.AddValue(reader.GetDateTime(ordinal));
                break;
            case TypeCode.Boolean:
                batch.AddValue(reader.GetBoolean(ordinal) ? "true"u8 : "false"u8);
                break;
            case TypeCode.Char:
                batch.AddValue([reader.GetChar(ordinal)]);
                break;
            default:
                AddOther(batch, type, row);
                break;
        }
    }

    private void AddOther(RecordBatch batch, Type type, long row)
    {
        if (type == typeof(Guid))
        {
            batch.AddValue(reader.GetGuid(ordinal));
        }
        else if (type == typeof(DateOnly))
        {
            batch.AddValue(reader.GetFieldValue<DateOnly>(ordinal));
        }
        else if (type == typeof(DateTimeOffset))
        {
            batch.AddValue(reader.GetFieldValue<DateTimeOffset>(ordinal));
        }
        else if (type == typeof(uint))
        {
            batch.AddValue(reader.GetFieldValue<uint>(ordinal));
        }
        else if (type == typeof(ulong))
        {
            batch.AddValue(reader.GetFieldValue<ulong>(ordinal));
        }
        else if (type == typeof(ushort))
        {
            batch.AddValue(reader.GetFieldValue<ushort>(ordinal));
        }
        else if (type == typeof(sbyte))
        {
            batch.AddValue(reader.GetFieldValue<sbyte>(ordinal));
        }
        else
        {
            throw new OnboardingException(Reasons.ColumnType, string.Create(CultureInfo.InvariantCulture, $"column \"{name}\" of the query is of type {type.FullName} in row {row}; text, numbers, ids and dates can be read"));
        }
    }

    private void AddText(RecordBatch batch, string text)
    {
        if (text.Contains('\uFFFD') && TryGetBytes(text) is { } bytes)
        {
            batch.AddValue(bytes);
            return;
        }

        batch.AddValue(text);
    }

    // U+FFFD may be what a driver made of bytes that are not UTF-8 (SQLite's does): where it hands out the bytes of text, those are taken, and rejected as what they are.
    private byte[]? TryGetBytes(string text)
    {
        if (_bytesRefused)
        {
            return null;
        }

        try
        {
            var bytes = reader.GetFieldValue<byte[]>(ordinal);
            return Encoding.UTF8.GetString(bytes) == text ? bytes : null;
        }
        catch (Exception exception) when (exception is InvalidCastException or NotSupportedException)
        {
            _bytesRefused = true;
            return null;
        }
    }
}
