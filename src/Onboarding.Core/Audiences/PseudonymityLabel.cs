using System.Globalization;
using System.Text.Json;
using Onboarding.Identifiers;

namespace Onboarding.Audiences;

/// <summary>What an output says of itself: always pseudonymous personal data, whose, for whom, for what, until when (docs/label.md).</summary>
/// <remarks>JSON-LD with terms of the Data Privacy Vocabulary 2.3. There is no way to state that record-level output is anonymous (rule PSE-01).</remarks>
public sealed class PseudonymityLabel
{
    /// <summary>The only status that a label of record-level output can have.</summary>
    public const string Status = "pseudonymous personal data";

    private const int MaxDepth = 32;

    private readonly byte[] _json;

    private PseudonymityLabel(byte[] json, UseLimits limits)
    {
        _json = json;
        Limits = limits;
    }

    /// <summary>The output's id, 32 hex digits as in its file name; <c>urn:sha256:</c> and the root where the label names none.</summary>
    public required string Id { get; init; }

    /// <summary>The domain as the label states it. Never the one to verify with: that comes from one's own plan.</summary>
    public required string Domain { get; init; }

    /// <summary>The id of the key; empty for a platform's upload, where nothing is keyed.</summary>
    public required string KeyId { get; init; }

    /// <summary>The id of the sender's signing key; null where no signature belongs to the output. Never the one to verify with: that comes from one's own plan.</summary>
    public string? SignedWith { get; init; }

    /// <summary>Rises with each output of the domain.</summary>
    public required long Serial { get; init; }

    /// <summary>Who can attribute the values to people: <c>recipient-holds-key</c> or <c>salt-holder</c>; for a platform's upload <c>anyone-with-the-identifier</c> or <c>anyone</c>.</summary>
    public required string AttributableBy { get; init; }

    /// <summary>How many people (rows after removing duplicates) the output stands for.</summary>
    public required long Members { get; init; }

    /// <summary>The digest of the content: <c>sha256:</c> and 64 hex digits.</summary>
    public required string Root { get; init; }

    /// <summary>How many tokens there are of each kind; none in a platform's upload.</summary>
    public required IReadOnlyDictionary<IdentifierKind, long> TokenCounts { get; init; }

    /// <summary>How many values there are of each field, by the field's name in plans.</summary>
    public required IReadOnlyDictionary<string, long> ValueCounts { get; init; }

    /// <summary>When the output was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Until when a recipient may match with it.</summary>
    public required DateTimeOffset UseBy { get; init; }

    /// <summary>When it must be deleted.</summary>
    public required DateTimeOffset DeleteBy { get; init; }

    /// <summary>What the segments of an audience are about, by their code; none where it has no segments.</summary>
    public IReadOnlyDictionary<int, string> Segments { get; private init; } = new Dictionary<int, string>();

    /// <summary>The contract by which values are made; null where the label names none.</summary>
    internal string? Contract { get; init; }

    /// <summary>The numbering plans that decided which phone numbers are valid; null where there are no numbers.</summary>
    internal string? PhoneMetadata { get; init; }

    /// <summary>How many percent of the sender's values of a field have no canonical form, as far as the label says.</summary>
    internal IReadOnlyDictionary<string, long> Rejected { get; init; } = new Dictionary<string, long>();

    /// <summary>What may be done with the content.</summary>
    internal UseLimits Limits { get; }

    /// <summary>The label's bytes, UTF-8 JSON-LD.</summary>
    public ReadOnlyMemory<byte> Json => _json;

    /// <summary>Reads a label. Members that are not known are allowed; those that are must be well-formed.</summary>
    /// <param name="json">At most 1,048,576 bytes of UTF-8 without BOM.</param>
    /// <exception cref="OnboardingException"><c>LABEL_INVALID</c>.</exception>
    public static PseudonymityLabel Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > AudienceLayout.MaxLabelLength)
        {
            throw Invalid($"is {json.Length} bytes long, at most {AudienceLayout.MaxLabelLength} are read");
        }

        var bytes = json.ToArray();
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
            return Read(document.RootElement, bytes);
        }
        catch (JsonException)
        {
            throw Invalid("is not JSON, has a member twice, or is nested too deeply");
        }
        catch (InvalidOperationException)
        {
            throw Invalid("has a member of the wrong type");
        }
    }

    private static PseudonymityLabel Read(JsonElement label, byte[] bytes)
    {
        if (label.ValueKind != JsonValueKind.Object || GetInteger(label, "version") != 1)
        {
            throw Invalid("is not of version 1");
        }

        if (GetString(label, "onb:status") != Status)
        {
            throw Invalid("does not state that the content is pseudonymous personal data");
        }

        var payload = label.TryGetProperty("onb:payload", out var value) && value.ValueKind == JsonValueKind.Object ? value : throw Invalid("has no onb:payload");
        var root = GetString(payload, "onb:root");
        var domain = GetString(label, "onb:domain");
        var attributableBy = label.TryGetProperty("onb:attributableBy", out var by) ? by.GetString() ?? "" : Attribution.RecipientHoldsKey.Name();
        var isUpload = payload.TryGetProperty("onb:values", out _);
        var values = GetCounts(payload, isUpload ? "onb:values" : "onb:tokens");
        var limits = new UseLimits
        {
            Domain = domain,
            AttributableBy = Attributions.Parse(attributableBy),
            UseBy = GetTime(label, "onb:useBy"),
            DeleteBy = GetTime(label, "onb:deleteBy"),
            Purposes = UseLimits.Set(GetTexts(label, "onb:purpose") ?? domain.Split('/').Skip(2)),
            Recipients = UseLimits.Set(GetTexts(label, "onb:recipients") ?? domain.Split('/').Skip(1).Take(1)),
            Forbidden = UseLimits.Set(GetTexts(label, "onb:forbidden") ?? []),
            Fields = UseLimits.Set(values.Keys),
        };
        return new PseudonymityLabel(bytes, limits)
        {
            Id = ReadId(label) ?? "urn:sha256:" + root[Math.Min(7, root.Length)..],
            Domain = domain,
            KeyId = isUpload ? "" : GetString(label, "onb:keyId"),
            SignedWith = label.TryGetProperty("onb:signedWith", out var signed) && signed.TryGetProperty("onb:keyId", out var signingKey) ? signingKey.GetString() : null,
            Serial = GetInteger(label, "onb:serial"),
            AttributableBy = attributableBy,
            Members = GetInteger(payload, "onb:members"),
            Root = root,
            TokenCounts = isUpload ? new Dictionary<IdentifierKind, long>() : GetTokens(values),
            ValueCounts = values,
            Created = GetTime(label, "onb:created"),
            UseBy = limits.UseBy,
            DeleteBy = limits.DeleteBy,
            Segments = ReadSegments(label),
            Contract = label.TryGetProperty("onb:contract", out var contract) ? contract.GetString() : null,
            PhoneMetadata = label.TryGetProperty("onb:phoneMetadata", out var metadata) ? metadata.GetString() : null,
            Rejected = label.TryGetProperty("onb:rejected", out _) ? GetCounts(label, "onb:rejected") : new SortedDictionary<string, long>(StringComparer.Ordinal),
        };
    }

    // A text or a list of texts; null where the label has no such member.
    private static List<string>? GetTexts(JsonElement label, string name)
    {
        return !label.TryGetProperty(name, out var value) ? null
            : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(e => e.GetString() ?? throw Invalid($"has an empty {name}"))]
            : [value.GetString() ?? throw Invalid($"has an empty {name}")];
    }

    private static SortedDictionary<int, string> ReadSegments(JsonElement label)
    {
        var segments = new SortedDictionary<int, string>();
        if (label.TryGetProperty("onb:segments", out var list))
        {
            foreach (var segment in list.EnumerateArray())
            {
                if (GetInteger(segment, "onb:code") is not (>= 1 and <= byte.MaxValue and var code) || !segments.TryAdd((int)code, GetString(segment, "onb:topic")))
                {
                    throw Invalid("has a segment whose code is not 1 to 255, or a code twice");
                }
            }
        }

        return segments;
    }

    private static string? ReadId(JsonElement label)
    {
        return label.TryGetProperty("@id", out var value) && value.GetString() is { } id && id.StartsWith("urn:uuid:", StringComparison.Ordinal) && Guid.TryParseExact(id.AsSpan(9), "D", out var guid)
            ? guid.ToString("N", CultureInfo.InvariantCulture)
            : null;
    }

    private static SortedDictionary<string, long> GetCounts(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var members) || members.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("has no " + name);
        }

        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetInt64(out var count))
            {
                throw Invalid($"has an {name} that is not a whole number for each field");
            }

            counts.Add(member.Name, count);
        }

        return counts;
    }

    private static Dictionary<IdentifierKind, long> GetTokens(IReadOnlyDictionary<string, long> counts) => counts.ToDictionary(
        c => IdentifierKinds.TryParse(c.Key, out var kind) ? kind : throw new OnboardingException(Reasons.LabelDigest, "the label counts tokens of a kind that version 1 does not have"),
        c => c.Value);

    private static string GetString(JsonElement element, string name)
    {
        return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Invalid($"has no {name}");
    }

    private static long GetInteger(JsonElement element, string name)
    {
        return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Invalid($"has no {name} that is a whole number");
    }

    private static DateTimeOffset GetTime(JsonElement element, string name)
    {
        return DateTimeOffset.TryParseExact(GetString(element, name), LabelBuilder.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Invalid($"has a {name} that is not a time like 2026-11-21T12:00:00Z");
    }

    private static OnboardingException Invalid(string fault) => new(Reasons.LabelInvalid, "the label " + fault);
}
