using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>Requests of Meta's Marketing API: users of a custom audience, added, removed or replaced, and users of any audience, removed.</summary>
internal sealed class MetaRequestWriter(UploadJob job, UploadFormat format) : RequestUploadWriter(job, format)
{
    /// <summary>The version of the API whose pages were read.</summary>
    private const string Root = "https://graph.facebook.com/v25.0/";

    private readonly ProfileField[] _schema = [.. job.Target.Fields.Where(Schema.ContainsKey)];

    /// <summary>The keys of a schema, by field.</summary>
    public static IReadOnlyDictionary<ProfileField, string> Schema { get; } = new Dictionary<ProfileField, string>
    {
        [ProfileField.ExternalId] = "EXTERN_ID",
        [ProfileField.Email] = "EMAIL",
        [ProfileField.Phone] = "PHONE",
        [ProfileField.Gender] = "GEN",
        [ProfileField.BirthYear] = "DOBY",
        [ProfileField.BirthMonth] = "DOBM",
        [ProfileField.BirthDay] = "DOBD",
        [ProfileField.LastName] = "LN",
        [ProfileField.FirstName] = "FN",
        [ProfileField.FirstInitial] = "FI",
        [ProfileField.City] = "CT",
        [ProfileField.State] = "ST",
        [ProfileField.PostalCode] = "ZIP",
        [ProfileField.Maid] = "MADID",
        [ProfileField.Country] = "COUNTRY",
    };

    protected override string Method => Job.Action is UploadAction.Add or UploadAction.Replace ? "POST" : "DELETE";

    protected override string Address => Root + Job.Action switch
    {
        UploadAction.Replace => Job.Target.Settings["listId"] + "/usersreplace",
        UploadAction.RemoveEverywhere => "act_" + Job.Target.Settings["accountId"] + "/usersofanyaudience",
        _ => Job.Target.Settings["listId"] + "/users",
    };

    protected override void WriteHead(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("payload"u8);
        json.WriteStartArray("schema"u8);
        foreach (var field in _schema)
        {
            json.WriteStringValue(Schema[field]);
        }

        json.WriteEndArray();
        json.WriteStartArray("data"u8);
    }

    /// <remarks>A row has exactly as many values as the schema has keys, an empty one where the member has none: Meta reads them by position.</remarks>
    protected override int Write(UploadMember member)
    {
        if (!_schema.Any(field => Values.Has(member, field)))
        {
            return 0;
        }

        var json = BeginMember();
        json.WriteStartArray();
        var written = 0;
        foreach (var field in _schema)
        {
            written += Values.TryGet(member, field, 0, out var text) ? 1 : 0;
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        EndMember();
        return written;
    }

    /// <remarks>The session stands after the rows, because only here it is known whether they are the last ones; an upload whose last flag never comes stays unfinished at Meta.</remarks>
    protected override void WriteTail(Utf8JsonWriter json, int number, bool isLast)
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("session"u8);
        json.WriteNumber("session_id"u8, SessionOf(Job.Output, Job.Action));
        json.WriteNumber("batch_seq"u8, number);
        json.WriteBoolean("last_batch_flag"u8, isLast);
        json.WriteNumber("estimated_num_total"u8, Job.Members);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A number for a session: another one for each output and action, the same each time, positive, and exact as a double (53 bits).</summary>
    internal static long SessionOf(Guid output, UploadAction action)
    {
        Span<byte> input = stackalloc byte[17];
        _ = output.TryWriteBytes(input, bigEndian: true, out _);
        input[16] = (byte)action;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(input, hash);
        return Math.Max(1, (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11));
    }
}
