using System.Text.Json.Nodes;
using Onboarding.Delivery.Uploads;
using Onboarding.Profiles;

namespace Onboarding.Plans;

/// <summary>The plan of a draft.</summary>
internal static class DraftPlan
{
    private const string Question = PlanText.Question;
    private const int MaxId = 64;

    public static JsonObject Create(PlanDraftOptions options, PlatformPreset? platform, DraftColumns columns)
    {
        var plan = new JsonObject
        {
            ["version"] = 1,
            ["id"] = Id(options),
            ["side"] = "send",
            ["dossier"] = "dossier.json",
            ["source"] = Source(options, columns),
            ["fields"] = List(columns.Fields.Count == 0 ? ["email"] : columns.Fields.Keys),
            ["key"] = Question,
        };
        if (columns.Fields.ContainsKey("phone") && (options.Region is not null || columns.Country is null))
        {
            plan["region"] = options.Region ?? Question;
        }

        plan["suppression"] = new JsonObject
        {
            ["key"] = Question,
            ["lists"] = new JsonArray(new JsonObject { ["path"] = Question, ["columns"] = new JsonArray(new JsonObject { ["name"] = Question, ["kind"] = Question, ["form"] = Question }) }),
        };
        plan["statements"] = new JsonArray(Statement(DraftDossier.Basis(options, platform)));
        if (columns.LastActivity is not null)
        {
            plan["longestInactive"] = Question;
        }

        plan["retention"] = new JsonObject { ["deleteBy"] = Question };
        if (platform is not null)
        {
            plan["minimumMembers"] = Math.Max(platform.MinimumMembers ?? 0, PolicyDefaults.MinimumMembers);
        }

        plan["destination"] = platform is null ? new JsonObject { ["type"] = "audience" } : Destination(platform);
        return plan;
    }

    public static JsonArray List(params IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static string Id(PlanDraftOptions options)
    {
        var name = Path.GetFileNameWithoutExtension(options.SourcePath).ToLowerInvariant();
        var words = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = "-" + options.To;
        var start = words.Length == 0 ? "customers" : string.Join('-', words);
        return start[..Math.Min(start.Length, MaxId - end.Length)].TrimEnd('-') + end;
    }

    private static JsonObject Source(PlanDraftOptions options, DraftColumns columns)
    {
        var mapped = new JsonObject();
        foreach (var (field, names) in columns.Fields)
        {
            mapped[field] = names.Length == 1 ? names[0] : List(names);
        }

        if (columns.Fields.Count == 0)
        {
            mapped["email"] = Question;
        }

        Set(mapped, "country", columns.Country is null ? null : JsonValue.Create(columns.Country));
        var source = new JsonObject { ["type"] = "csv", ["path"] = options.SourcePath };
        Set(source, "encoding", options.NeedsEncoding ? JsonValue.Create(Question) : null);
        if (columns.Preset is { } preset)
        {
            source["preset"] = preset.Preset.Id;
        }
        else
        {
            source["columns"] = mapped;
        }

        var evidence = new JsonObject();
        Set(evidence, "date_of_birth", columns.BirthDate is null ? null : new JsonObject { ["column"] = columns.BirthDate, ["format"] = columns.Preset?.Preset.DateFormat ?? Question });
        Set(evidence, "last_active_at", columns.LastActivity is null ? null : new JsonObject { ["column"] = columns.LastActivity, ["format"] = Question });
        Set(evidence, "consent", columns.Denial is not null ? new JsonObject { ["column"] = columns.Denial, ["denies"] = true } : columns.Consent is not null ? new JsonObject { ["column"] = columns.Consent } : null);
        Set(evidence, "consent_withdrawn_at", columns.DeniedAt is null ? null : new JsonObject { ["column"] = columns.DeniedAt });
        Set(source, "evidence", evidence.Count == 0 ? null : evidence);
        return source;
    }

    private static JsonObject Destination(PlatformPreset platform)
    {
        var settings = new JsonObject();
        foreach (var setting in UploadFormats.Find(platform.Id, UploadFormats.File)?.Settings.Where(s => s.IsRequired || s.Name == UploadFormats.CountryOfAll) ?? [])
        {
            settings[setting.Name] = Question;
        }

        var destination = new JsonObject { ["type"] = "platform", ["profile"] = platform.Id };
        Set(destination, "settings", settings.Count == 0 ? null : settings);
        return destination;
    }

    private static JsonObject Statement(string? basis)
    {
        var statement = new JsonObject();
        if (basis is null or LegalBases.LegitimateInterest)
        {
            statement["relationship"] = Question;
            statement["noticeVersion"] = Question;
            statement["objectionOffered"] = Question;
        }

        if (basis is null or LegalBases.Consent)
        {
            statement["consentPurposes"] = List(Question);
        }

        statement["provenance"] = Question;
        statement["reference"] = Question;
        return statement;
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }
}
