using System.Globalization;
using Onboarding.Delivery.Uploads;
using Onboarding.Identifiers;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Plans;

// Where the output goes, and what a platform receives.
internal sealed partial class PlanReader
{
    private void CheckDestination()
    {
        var destination = _plan.Destination;
        Require(!IsMatch || destination is null or { Type: "audience" }, Reasons.PlanInvalid, "$.destination", "a plan to match sends nothing to a platform");
        if (destination is not { Type: "platform" })
        {
            Require(destination is null or { Type: "audience", Profile: null, Format: null, Action: null, Settings: null }, Reasons.PlanInvalid, "$.destination", "the destination is not of type \"audience\", which has no other members, nor of type \"platform\"");
            return;
        }

        var isKnown = PlatformPresets.Find(destination.Profile) is not null;
        Require(isKnown, Reasons.PlanInvalid, "$.destination.profile", $"the profile is not one of {string.Join(", ", PlatformPresets.All.Select(p => p.Id))}");
        Require(destination.Format is null or "file" or "api", Reasons.PlanInvalid, "$.destination.format", "the format is not \"file\" or \"api\"");
        Require(destination.Action is null or "add" or "replace", Reasons.PlanInvalid, "$.destination.action", "the action is not \"add\" or \"replace\"");
        if (isKnown && FindUploadFault(ReadUpload()) is { } fault)
        {
            Require(false, Reasons.DestinationNotBuilt, "$.destination", fault);
        }
    }

    private string? FindUploadFault(UploadTarget target)
    {
        return UploadFormats.Check(target.Profile.Id, target.Format, target.Settings, [.. target.Fields])
            ?? (_plan.Destination!.Action == "replace" ? UploadFormats.CheckAction(UploadFormats.Find(target.Profile.Id, target.Format)!, UploadAction.Replace) : null);
    }

    private UploadTarget ReadUpload()
    {
        var format = _plan.Destination!.Format ?? UploadFormats.File;
        var settings = new Dictionary<string, string>(_plan.Destination.Settings ?? [], StringComparer.Ordinal);
        if (UploadFormats.Find(_plan.Destination.Profile, format)?.Settings.Any(s => s.Name == UploadFormats.IdentifierColumns) == true)
        {
            settings.TryAdd(UploadFormats.IdentifierColumns, MostIdentifiers().ToString(CultureInfo.InvariantCulture));
        }

        return new UploadTarget
        {
            Profile = PlatformProfiles.Find(_plan.Destination.Profile)!,
            Format = format,
            Settings = settings,
            Fields = [.. Facts.Fields.Select(name => (IsField: ProfileFields.TryParse(name, out var field), Field: field)).Where(f => f.IsField).Select(f => f.Field)],
        };
    }

    // As many columns of a kind as a row of the source can fill.
    private int MostIdentifiers()
    {
        var kinds = _plan.Source.Columns.Where(c => IdentifierKinds.TryParse(c.Key, out _)).ToList();
        return kinds.Any(c => _plan.Source.Split?.ContainsKey(c.Key) == true) ? UploadFormats.MostIdentifierColumns : Math.Clamp(kinds.Select(c => c.Value.Names.Count).DefaultIfEmpty(1).Max(), 1, UploadFormats.MostIdentifierColumns);
    }

    private List<AttributeColumns> ReadAttributes()
    {
        var attributes = new List<AttributeColumns>();
        foreach (var (name, columns) in _plan.Source.Columns)
        {
            if (!RecordFields.TryParse(name, out var field) || !Facts.Fields.Contains(name) || !Facts.IsPlatform)
            {
                continue;
            }

            var isText = field is ProfileField.FirstName or ProfileField.LastName or ProfileField.Street or ProfileField.City or ProfileField.State;
            Require(columns.Names.Count == 1 || isText, Reasons.PlanInvalid, $"$.source.columns.{name}", "only the columns of names, street, city and state are joined; this field has one column");
            attributes.Add(new AttributeColumns(field, columns.Names));
        }

        return attributes;
    }

    private DateFormat? ReadDateFormat(List<AttributeColumns> attributes)
    {
        var isKnown = DateFormat.TryParse(_plan.Source.DateFormat, out var format);
        Require(isKnown || _plan.Source.DateFormat is null, Reasons.PlanInvalid, "$.source.dateFormat", "the format is not one of " + string.Join(", ", DateFormat.All));
        Require(isKnown || attributes.All(a => a.Field != ProfileField.DateOfBirth), Reasons.PlanInvalid, "$.source.dateFormat", "a birth date is mapped, and nothing says how it is written");
        return isKnown ? format : null;
    }

    private DeviceKind ReadDevice()
    {
        var device = _plan.Source.Device switch
        {
            "idfa" => DeviceKind.Idfa,
            "aaid" => DeviceKind.Aaid,
            _ => DeviceKind.Unknown,
        };
        Require(device != DeviceKind.Unknown || _plan.Source.Device is null, Reasons.PlanInvalid, "$.source.device", "the value is not \"idfa\" or \"aaid\"");
        return device;
    }

    // A digest can only go where the same form is wanted as SHA-256: no other form of the identifier can be made of it, and no keyed token.
    private Dictionary<IdentifierKind, HashedColumns> ReadHashed()
    {
        var hashed = new Dictionary<IdentifierKind, HashedColumns>();
        foreach (var (name, file) in _plan.Source.Hashed ?? [])
        {
            var at = "$.source.hashed";
            var profile = PlatformProfiles.Find(file.Profile);
            Require(_plan.Source.Columns.ContainsKey(name) && IdentifierKinds.TryParse(name, out _), Reasons.PlanInvalid, at, "a name is no kind of identifier with a mapped column");
            Require(file.Form is "sha256-hex" or "sha256-base64", Reasons.PlanInvalid, at, "the form is not sha256-hex or sha256-base64");
            Require(profile is not null, Reasons.PlanInvalid, at, $"the profile in whose form the values were hashed is not one of {string.Join(", ", PlatformProfiles.All.Select(p => p.Id))}");
            if (profile is null || !IdentifierKinds.TryParse(name, out var kind))
            {
                continue;
            }

            var target = Facts.IsPlatform ? PlatformProfiles.Find(_plan.Destination?.Profile)?.Find((ProfileField)kind) : null;
            var fits = target is { IsHashed: true } && profile.Find((ProfileField)kind) is { IsHashed: true } own && own.HasSameFormAs(target);
            Require(fits, Reasons.HashedField, $"$.source.columns.{name}", $"the column holds hashes of {file.Profile}'s form, and the destination needs {(target is null ? "clear values: a keyed token cannot be made of a hash" : "another form of the value")}");
            hashed[kind] = new HashedColumns(file.Form == "sha256-base64");
        }

        return hashed;
    }
}
