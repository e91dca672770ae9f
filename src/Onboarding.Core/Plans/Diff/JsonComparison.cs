using System.Text.Json;

namespace Onboarding.Plans;

/// <summary>Compares two files of one kind member by member. Entries of lists go by what names them, not by their place.</summary>
/// <param name="prefix">Stands before the paths: <c>dossier </c> or nothing.</param>
/// <param name="changes">Receives what differs.</param>
internal sealed class JsonComparison(string prefix, List<PlanChange> changes)
{
    private readonly bool _isDossier = prefix.Length > 0;
    private string _member = "";

    public void Compare(JsonElement earlier, JsonElement later)
    {
        foreach (var name in Names(earlier, later).Where(n => n != "$schema"))
        {
            _member = name;

            // Plan and dossier have some members of one name.
            var words = _isDossier && name is "fields" or "purpose" or "version" ? prefix + name : name;
            Compare(Member(earlier, name), Member(later, name), new Place("$." + name, "$." + name, "", words, name));
        }
    }

    private void Compare(JsonElement? earlier, JsonElement? later, Place place)
    {
        if (earlier is not { } before || later is not { } after)
        {
            if ((earlier ?? later) is { ValueKind: JsonValueKind.Array } list && !IsTexts(list))
            {
                CompareEntries(Entries(earlier), Entries(later), place);
            }
            else if (earlier is not null || later is not null)
            {
                var value = (earlier ?? later)!.Value;
                var shown = value.ValueKind is JsonValueKind.Object || place.IsEntry ? "" : $" ({PlanWords.Show(value)})";
                Add(place, $"{(earlier is null ? "added" : "removed")}{shown}");
            }
        }
        else if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in Names(before, after))
            {
                Compare(Member(before, name), Member(after, name), place.Inside(name));
            }
        }
        else if (IsTexts(before) && IsTexts(after))
        {
            CompareTexts(before, after, place);
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            CompareEntries(Entries(before), Entries(after), place);
        }
        else if (!JsonElement.DeepEquals(before, after))
        {
            var (from, to) = (PlanWords.Show(before), PlanWords.Show(after));
            Add(place, from == to ? "changed" : $"{from} -> {to}");
        }
    }

    // One text or a list of texts: what came and what went.
    private void CompareTexts(JsonElement before, JsonElement after, Place place)
    {
        if (JsonElement.DeepEquals(before, after))
        {
            return;
        }

        var (earlier, later) = (Texts(before), Texts(after));
        var (removed, added) = (earlier.Except(later, StringComparer.Ordinal).ToList(), later.Except(earlier, StringComparer.Ordinal).ToList());
        if (earlier.Count == 1 && later.Count == 1 && removed.Count == 1)
        {
            var (from, to) = (PlanWords.Show(earlier[0]), PlanWords.Show(later[0]));
            Add(place, from == to ? "changed" : $"{from} -> {to}");
        }
        else if (removed.Count + added.Count == 0)
        {
            Add(place, "written or ordered otherwise");
        }
        else
        {
            Add(place, string.Join("; ", added.Select(t => PlanWords.Show(t) + " added").Concat(removed.Select(t => PlanWords.Show(t) + " removed"))));
        }
    }

    private void CompareEntries(List<JsonElement> earlier, List<JsonElement> later, Place place)
    {
        var pairs = Pair(earlier, later, place.Member);
        foreach (var (before, after) in pairs)
        {
            var key = PlanWords.Key(place.Member, (before ?? after)!.Value);
            var index = before is null ? later.IndexOf(after!.Value) : earlier.IndexOf(before.Value);
            Compare(before, after, place.Entry(PlanWords.Entry(place.Member, key, index), key ?? $"{index}"));
        }

        var kept = pairs.Where(p => p.Before is not null && p.After is not null).ToList();
        if (!kept.Select(p => later.IndexOf(p.After!.Value)).SequenceEqual(kept.Select(p => later.IndexOf(p.After!.Value)).Order()))
        {
            Add(place, "ordered otherwise");
        }
    }

    // By equality, then by name, then, where the name itself is weekly or free text, by place.
    private static List<(JsonElement? Before, JsonElement? After)> Pair(List<JsonElement> earlier, List<JsonElement> later, string list)
    {
        var rest = later.ToList();
        var pairs = earlier.Select(before => (Before: (JsonElement?)before, After: (JsonElement?)null)).ToList();
        Take((before, after) => JsonElement.DeepEquals(before, after));
        Take((before, after) => PlanWords.Key(list, before) is { } key && key == PlanWords.Key(list, after));
        if (list is "lists" or "statements")
        {
            Take((_, _) => true);
        }

        return [.. pairs, .. rest.Select(after => ((JsonElement?)null, (JsonElement?)after))];

        void Take(Func<JsonElement, JsonElement, bool> matches)
        {
            for (var i = 0; i < pairs.Count; i++)
            {
                var found = pairs[i].After is null ? rest.FindIndex(after => matches(pairs[i].Before!.Value, after)) : -1;
                if (found >= 0)
                {
                    pairs[i] = (pairs[i].Before, rest[found]);
                    rest.RemoveAt(found);
                }
            }
        }
    }

    private void Add(Place place, string what)
    {
        var topic = !_isDossier && ApprovedContent.IsWeekly(place.Pattern) ? PlanTopic.Weekly : PlanWords.Topic(_isDossier, place.Path, _member);
        changes.Add(new PlanChange(topic, prefix + place.Path, $"{place.Words}: {what}"));
    }

    private static IEnumerable<string> Names(JsonElement earlier, JsonElement later)
    {
        return earlier.EnumerateObject().Select(m => m.Name).Union(later.EnumerateObject().Select(m => m.Name), StringComparer.Ordinal);
    }

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;

    private static List<JsonElement> Entries(JsonElement? list) => list is { } entries ? [.. entries.EnumerateArray()] : [];

    private static bool IsTexts(JsonElement element)
    {
        return element.ValueKind == JsonValueKind.String || (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String));
    }

    private static List<string> Texts(JsonElement element) => element.ValueKind == JsonValueKind.String ? [element.GetString()!] : [.. element.EnumerateArray().Select(e => e.GetString()!)];

    /// <summary>A place in a file.</summary>
    /// <param name="Path">With the names of entries.</param>
    /// <param name="Pattern">With <c>[]</c> for any entry.</param>
    /// <param name="Subject">The entry that it is in, in words; empty outside of lists.</param>
    /// <param name="Dotted">The members below that.</param>
    /// <param name="Member">The last member.</param>
    private sealed record Place(string Path, string Pattern, string Subject, string Dotted, string Member)
    {
        public bool IsEntry => Dotted.Length == 0;

        public string Words => Subject.Length == 0 ? Dotted : IsEntry ? Subject : $"{Subject}: {Dotted}";

        public Place Inside(string name)
        {
            var shown = PlanJson.IsOrdinary(name) ? name : "(a name)";
            var column = Pattern is "$.source.columns" or "$.source.evidence";
            var dotted = column ? $"{(Pattern.EndsWith("columns", StringComparison.Ordinal) ? "column of" : "evidence")} {shown}" : Dotted.Length == 0 ? shown : $"{Dotted}.{shown}";
            return new Place($"{Path}.{shown}", $"{Pattern}.{name}", Subject, dotted, name);
        }

        public Place Entry(string words, string key)
        {
            var subject = Subject.Length == 0 ? words : $"{Subject}, {words}";
            return new Place($"{Path}[{PlanWords.Show(key)}]", Pattern + "[]", subject, "", Member);
        }
    }
}
