using System.Text;
using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Support;

/// <summary>The known answers of platform-forms.json, and what the library makes of their inputs.</summary>
internal static class PlatformVectors
{
    private static readonly Dictionary<string, ProfileField> s_fields = new()
    {
        ["email"] = ProfileField.Email,
        ["phone"] = ProfileField.Phone,
        ["madid"] = ProfileField.Maid,
        ["idfa"] = ProfileField.Maid,
        ["aaid"] = ProfileField.Maid,
        ["mobile_id"] = ProfileField.Maid,
        ["external_id"] = ProfileField.ExternalId,
        ["crm_id"] = ProfileField.ExternalId,
        ["custom_id"] = ProfileField.ExternalId,
        ["extern_id"] = ProfileField.ExternalId,
        ["user_id"] = ProfileField.ExternalId,
        ["first_name"] = ProfileField.FirstName,
        ["last_name"] = ProfileField.LastName,
        ["first_initial"] = ProfileField.FirstInitial,
        ["street"] = ProfileField.Street,
        ["city"] = ProfileField.City,
        ["state"] = ProfileField.State,
        ["postal_code"] = ProfileField.PostalCode,
        ["zip"] = ProfileField.PostalCode,
        ["country"] = ProfileField.Country,
        ["dob"] = ProfileField.DateOfBirth,
        ["dob_year"] = ProfileField.BirthYear,
        ["gender"] = ProfileField.Gender,
    };

    // How the dates of the vectors are written.
    private static readonly Dictionary<string, string> s_dateFormats = new() { ["2/16/1997"] = "M/d/yyyy", ["19970230"] = "yyyyMMdd", ["01/01/1900"] = "MM/dd/yyyy" };

    public static IReadOnlyList<PlatformVector> All { get; } = Load();

    /// <summary>The profile of a row's platform; null where the platform is none of the profiles.</summary>
    public static PlatformProfile? ProfileOf(PlatformVector row) => PlatformProfiles.Find(row.Platform == "ttd" ? "thetradedesk" : row.Platform);

    /// <summary>The field of a row's type; null where no field has it.</summary>
    public static ProfileField? FieldOf(PlatformVector row) => s_fields.TryGetValue(row.Type, out var field) ? field : null;

    public static FieldProfile? FindField(PlatformVector row) => FieldOf(row) is { } field ? ProfileOf(row)?.Find(field) : null;

    /// <summary>What a user gets: the cell is read as the library reads cells, then the profile makes its form.</summary>
    public static string Make(PlatformVector row)
    {
        var field = FindField(row)!;
        var read = new byte[PlatformProfile.MaxLength];
        var (reason, length) = Read(field.Field, row, read);
        return reason != RejectionReason.None ? RejectionReasons.GetCode(reason) : Write(field, read.AsSpan(0, length), DeviceOf(row));
    }

    /// <summary>The form of a value that has been read already, or the code of the reason why there is none.</summary>
    public static string Write(FieldProfile field, ReadOnlySpan<byte> value, DeviceKind device = DeviceKind.Unknown)
    {
        var form = new byte[PlatformProfile.MaxLength];
        var reason = field.TryWrite(value, new FormContext { Device = device }, form, out var written);
        return reason == RejectionReason.None ? Encoding.UTF8.GetString(form, 0, written) : RejectionReasons.GetCode(reason);
    }

    public static DeviceKind DeviceOf(PlatformVector row) => row.Type switch
    {
        "idfa" => DeviceKind.Idfa,
        "aaid" => DeviceKind.Aaid,

        // LinkedIn calls it GOOGLE_AID, and takes no other.
        "madid" when row.Platform == "linkedin" => DeviceKind.Aaid,
        _ => DeviceKind.Unknown,
    };

    private static (RejectionReason Reason, int Length) Read(ProfileField field, PlatformVector row, byte[] destination)
    {
        int length;
        switch (field)
        {
            case ProfileField.Email or ProfileField.Maid or ProfileField.ExternalId:
                row.Input.CopyTo(destination, 0);
                return (RejectionReason.None, row.Input.Length);
            case ProfileField.Phone:
                var reason = CanonicalForm.TryNormalize(IdentifierKind.Phone, row.Input, PhoneVectors.RegionOf(row), destination, out length);
                return (reason, length);
            default:
                DateFormat? format = null;
                if (field == ProfileField.DateOfBirth)
                {
                    Assert.True(DateFormat.TryParse(s_dateFormats.GetValueOrDefault(Encoding.UTF8.GetString(row.Input), "yyyy-MM-dd"), out format));
                }

                return (PlainForm.TryRead((ProfileField)field, row.Input, format, new DateOnly(2026, 11, 21), destination, out length), length);
        }
    }

    private static List<PlatformVector> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(ContractVectors.PathOf("platform-forms.json")));
        return [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(PlatformVector.Read)];
    }
}

/// <summary>A row of platform-forms.json.</summary>
internal sealed class PlatformVector
{
    /// <summary>Its place in the file, from 0.</summary>
    public required int Number { get; init; }

    public required string Platform { get; init; }

    public required string Type { get; init; }

    public required byte[] Input { get; init; }

    public required string? Region { get; init; }

    public required string? Normalized { get; init; }

    public required bool IsHashed { get; init; }

    public required bool IsContested { get; init; }

    public required string? Hex { get; init; }

    public required string? Base64 { get; init; }

    public static PlatformVector Read(JsonElement row, int number)
    {
        var input = row.GetProperty("input");
        return new PlatformVector
        {
            Number = number,
            Platform = row.Text("platform"),
            Type = row.Text("type"),
            Input = input.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(input.GetString()!)
                : input.TryGetProperty("value", out var value) ? Encoding.UTF8.GetBytes(value.GetString()!)
                : [0x61, 0xED, 0xA0, 0x80],
            Region = input.ValueKind == JsonValueKind.Object && input.TryGetProperty("default_region", out var region) ? region.GetString() : null,
            Normalized = row.GetProperty("normalized").GetString(),
            IsHashed = row.GetProperty("hashed").GetBoolean(),
            IsContested = row.TryGetProperty("contested", out var contested) && contested.GetBoolean(),
            Hex = TextOrNull(row, "sha256_hex"),
            Base64 = TextOrNull(row, "base64"),
        };
    }

    private static string? TextOrNull(JsonElement row, string name) => row.TryGetProperty(name, out var text) ? text.GetString() : null;
}
