using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Onboarding.Internal;

namespace Onboarding.Plans;

/// <summary>
/// What an approval is about: plan and dossier but for what changes from week to week. Each member of theirs is hashed in a canonical form, without white space and with the members
/// of objects in the order of their names; everything else counts, the order of lists too.
/// </summary>
internal sealed class ApprovedContent
{
    private static readonly string[] s_weekly = ["$.source.path", "$.source.members", "$.suppression.lists[].path", "$.suppression.lists[].members"];

    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    public ApprovedContent(string planId, ReadOnlyMemory<byte> plan, ReadOnlyMemory<byte> dossier)
    {
        PlanId = planId;
        Add("plan", plan);
        Add("dossier", dossier);
        Digest = Hex.ToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(_parts.Select(p => $"{p.Key} {p.Value}\n")))));
    }

    public string PlanId { get; }

    /// <summary>SHA-256, in hex, over a line for each part in the order of their names: name, space, SHA-256 of the part's canonical form in hex, line feed.</summary>
    public string Digest { get; }

    /// <summary>Name, such as <c>plan fields</c>, to SHA-256 of the canonical form in hex.</summary>
    public IReadOnlyDictionary<string, string> Parts => _parts;

    /// <summary>Whether a place in a plan holds what changes from week to week, or what only editors read.</summary>
    /// <param name="path">The JSON path, with <c>[]</c> for any entry of a list.</param>
    public static bool IsWeekly(string path) => path == "$.$schema" || s_weekly.Contains(path);

    /// <summary>The names of parts that differ, are new or are gone.</summary>
    public IReadOnlyList<string> ChangedSince(IReadOnlyDictionary<string, string> earlier)
    {
        return [.. _parts.Keys.Union(earlier.Keys.Where(IsPart), StringComparer.Ordinal).Where(name => _parts.GetValueOrDefault(name) != earlier.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];
    }

    // The names come from a file, and go into a message.
    private static bool IsPart(string name) => name.Length <= 64 && name.All(c => char.IsAsciiLetter(c) || c == ' ');

    private void Add(string file, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(PlanJson.WithoutMark(json));
        foreach (var member in document.RootElement.EnumerateObject().Where(m => !IsWeekly("$." + m.Name)))
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                Write(writer, member.Value, "$." + member.Name);
            }

            _parts.Add(file + " " + member.Name, Hex.ToString(SHA256.HashData(stream.ToArray())));
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(m => !IsWeekly(path + "." + m.Name)).OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, path + "." + member.Name);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, path + "[]");
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
