using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Onboarding.Core.Tests.Support;

/// <summary>As much of JSON Schema 2020-12 as the schemas of docs/ use; a keyword beyond that fails the test instead of being passed over.</summary>
internal sealed class ContractSchema : IDisposable
{
    private static readonly string[] s_annotations = ["$schema", "title", "description", "default", "examples", "$defs", "format", "then", "else"];

    private readonly JsonDocument _document;

    public ContractSchema(string name) => _document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ContractFolder.Repository, "docs", name)));

    public bool Accepts(string json)
    {
        using var value = JsonDocument.Parse(json);
        return Accepts(_document.RootElement, value.RootElement);
    }

    public void Dispose() => _document.Dispose();

    private bool Accepts(JsonElement schema, JsonElement value) => schema.EnumerateObject().All(keyword => Holds(schema, keyword.Name, keyword.Value, value));

    private bool Holds(JsonElement schema, string keyword, JsonElement argument, JsonElement value)
    {
        var isObject = value.ValueKind == JsonValueKind.Object;
        var isArray = value.ValueKind == JsonValueKind.Array;
        var isText = value.ValueKind == JsonValueKind.String;
        return keyword switch
        {
            "type" => argument.GetString() switch
            {
                "object" => isObject,
                "array" => isArray,
                "string" => isText,
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "number" => value.ValueKind == JsonValueKind.Number,
                "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                var type => throw new NotSupportedException(type),
            },
            "const" => JsonElement.DeepEquals(argument, value),
            "enum" => argument.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)),
            "$ref" => Accepts(_document.RootElement.GetProperty("$defs").GetProperty(argument.GetString()!["#/$defs/".Length..]), value),
            "required" => !isObject || argument.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            "properties" => !isObject || value.EnumerateObject().All(member => !argument.TryGetProperty(member.Name, out var of) || Accepts(of, member.Value)),
            "additionalProperties" => !isObject || value.EnumerateObject().All(member => (schema.TryGetProperty("properties", out var named) && named.TryGetProperty(member.Name, out _)) || (argument.ValueKind == JsonValueKind.Object && Accepts(argument, member.Value))),
            "minProperties" => !isObject || value.EnumerateObject().Count() >= argument.GetInt32(),
            "maxProperties" => !isObject || value.EnumerateObject().Count() <= argument.GetInt32(),
            "items" => !isArray || value.EnumerateArray().All(item => Accepts(argument, item)),
            "minItems" => !isArray || value.GetArrayLength() >= argument.GetInt32(),
            "maxItems" => !isArray || value.GetArrayLength() <= argument.GetInt32(),
            "uniqueItems" => !isArray || value.EnumerateArray().Select(i => i.GetRawText()).Distinct(StringComparer.Ordinal).Count() == value.GetArrayLength(),
            "minLength" => !isText || new StringInfo(value.GetString()!).LengthInTextElements >= argument.GetInt32(),
            "maxLength" => !isText || value.GetString()!.Length <= argument.GetInt32(),
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= argument.GetDouble(),
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= argument.GetDouble(),
            "pattern" => !isText || Regex.IsMatch(value.GetString()!, argument.GetString()!, RegexOptions.ECMAScript | RegexOptions.CultureInvariant),
            "propertyNames" => !isObject || value.EnumerateObject().All(member => Accepts(argument, JsonSerializer.SerializeToElement(member.Name))),
            "allOf" => argument.EnumerateArray().All(a => Accepts(a, value)),
            "anyOf" => argument.EnumerateArray().Any(a => Accepts(a, value)),
            "not" => !Accepts(argument, value),
            "dependentSchemas" => !isObject || argument.EnumerateObject().All(d => !value.TryGetProperty(d.Name, out _) || Accepts(d.Value, value)),
            "if" => Accepts(argument, value) ? !schema.TryGetProperty("then", out var then) || Accepts(then, value) : !schema.TryGetProperty("else", out var otherwise) || Accepts(otherwise, value),
            _ => s_annotations.Contains(keyword) ? true : throw new NotSupportedException(keyword),
        };
    }
}
