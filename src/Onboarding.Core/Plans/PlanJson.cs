using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Onboarding.Plans;

/// <summary>Reads plans and dossiers strictly: unknown or repeated members, wrong types and missing ones are refused with their JSON path.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PlanFile))]
[JsonSerializable(typeof(DossierFile))]
[JsonSerializable(typeof(ApprovalFile))]
[JsonSerializable(typeof(string))]
internal sealed partial class PlanJson : JsonSerializerContext
{
    private const int MaxFileLength = 1024 * 1024;

    public static async ValueTask<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path.Replace('\0', ' '));
        if (!File.Exists(path))
        {
            throw new OnboardingException(Reasons.PlanInvalid, $"there is no file {name} at the path that was given");
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length > MaxFileLength)
            {
                throw new OnboardingException(Reasons.PlanInvalid, $"{name} is {stream.Length} bytes long, at most {MaxFileLength} are read");
            }

            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    public static T Parse<T>(string name, ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(WithoutMark(bytes).Span, type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new OnboardingException(Reasons.PlanInvalid, Describe(name, exception));
        }
    }

    /// <summary>Any JSON object without a member that stands twice.</summary>
    public static JsonDocument ParseObject(string name, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var document = JsonDocument.Parse(WithoutMark(bytes), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("is wanted");
        }
        catch (JsonException exception)
        {
            throw new OnboardingException(Reasons.PlanInvalid, Describe(name, exception));
        }
    }

    public static bool IsOrdinary(string? path) => path is { Length: <= 128 } && !path.Contains('@') && path.Count(char.IsDigit) <= 4 && !path.Any(char.IsControl);

    // The reader's message can quote values; what it names of members and types is safe to repeat.
    private static string Describe(string file, JsonException exception)
    {
        var path = IsOrdinary(exception.Path) ? exception.Path! : "a member that is not named here, because its name looks like data";
        var line = (exception.LineNumber ?? 0) + 1;
        var message = exception.Message;
        var fault = message.Contains("could not be mapped", StringComparison.Ordinal) ? "this member is not known"
            : message.Contains("missing required", StringComparison.Ordinal) ? "required members are missing: " + message[(message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')
            : message.Contains("uplicate", StringComparison.Ordinal) ? "a member stands twice"
            : message.Contains("could not be converted", StringComparison.Ordinal) || message.Contains("is wanted", StringComparison.Ordinal) ? "the value has the wrong type"
            : message.Contains("null", StringComparison.Ordinal) ? "a value is null that may not be"
            : "the text is not valid JSON here";
        return $"{file} at {path} (line {line}): {fault}";
    }
}
