using System.Text;
using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Support;

/// <summary>The known answers of docs/partner-kit/make_vectors.py.</summary>
internal static class ContractVectors
{
    private static readonly Lazy<JsonDocument> s_contracts = new(() => Load("contracts-v1.json"));
    private static readonly Lazy<JsonDocument> s_golden = new(() => Load("golden.json"));
    private static readonly Lazy<IReadOnlyList<ContractIdentifier>> s_identifiers = new(() => [.. Contracts.GetProperty("identifiers").EnumerateArray().Select(ContractIdentifier.Read)]);

    public static JsonElement Contracts => s_contracts.Value.RootElement;

    public static JsonElement Golden => s_golden.Value.RootElement;

    public static IReadOnlyList<ContractIdentifier> Identifiers => s_identifiers.Value;

    public static IEnumerable<ContractIdentifier> Accepted => Identifiers.Where(i => i.Canonical is not null);

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "TestVectors", file);

    public static IEnumerable<JsonElement> Rows(string name) => Contracts.GetProperty(name).EnumerateArray();

    public static byte[] CardJson(string keyId)
    {
        return Encoding.UTF8.GetBytes(Rows("cards").Single(c => c.GetProperty("keyId").GetString() == keyId).GetRawText());
    }

    public static KeyCard Card(string keyId) => KeyCard.Read(CardJson(keyId));

    /// <summary>The card whose key makes a column of the identifiers' rows, such as <c>keyedToken</c>.</summary>
    public static KeyCard RowCard(string column) => Card(Contracts.GetProperty("rowKeys").GetProperty(column).GetString()!);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonDocument Load(string file) => JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
}

/// <summary>A row of the known answers: a value, and what becomes of it.</summary>
internal sealed class ContractIdentifier
{
    public required IdentifierKind Kind { get; init; }

    public required string Note { get; init; }

    public required byte[] Input { get; init; }

    public required string? Rejected { get; init; }

    public required byte[]? Canonical { get; init; }

    public required JsonElement Row { get; init; }

    public string Name => $"{IdentifierKinds.GetName(Kind)} {Note} {Convert.ToHexStringLower(Input.AsSpan(0, Math.Min(24, Input.Length)))}";

    public IReadOnlyList<string> Texts(string name) => [.. Row.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];

    public static ContractIdentifier Read(JsonElement row)
    {
        Assert.True(IdentifierKinds.TryParse(row.Text("kind"), out var kind));
        return new ContractIdentifier
        {
            Kind = kind,
            Note = row.Text("note"),
            Input = Convert.FromHexString(row.Text("input_hex")),
            Rejected = row.TryGetProperty("rejected", out var rejected) ? rejected.GetString() : null,
            Canonical = row.TryGetProperty("canonical", out var canonical) ? Encoding.UTF8.GetBytes(canonical.GetString()!) : null,
            Row = row,
        };
    }
}
