using System.Text.Json;
using Onboarding.Profiles;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Delivery.Uploads;

/// <summary>Requests of Google's Data Manager API: <c>audienceMembers:ingest</c> and <c>audienceMembers:remove</c>.</summary>
/// <remarks>Only people with both consents come here (rule LB-13 and the platform's preset), so the request says it once for all. Who did not consent is not sent at all: a denied consent is no way to send somebody.</remarks>
internal sealed class GoogleRequestWriter(UploadJob job, UploadFormat format) : RequestUploadWriter(job, format, IsBase64Of(job.Target))
{
    /// <summary>The most identifiers of a member.</summary>
    public const int MaxIdentifiers = 10;

    private static readonly ProfileField[] s_address = [FirstName, LastName, Country, PostalCode];

    private readonly IReadOnlyDictionary<string, string> _settings = job.Target.Settings;

    private bool IsRemoval => Job.Action == UploadAction.Remove;

    protected override string Method => "POST";

    protected override string Address => "https://datamanager.googleapis.com/v1/audienceMembers:" + (IsRemoval ? "remove" : "ingest");

    protected override void WriteHead(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("destinations"u8);
        json.WriteStartObject();
        WriteAccount(json, "operatingAccount", "accountType", "accountId");
        if (_settings.ContainsKey("loginAccountId"))
        {
            WriteAccount(json, "loginAccount", "loginAccountType", "loginAccountId");
        }

        json.WriteString("productDestinationId"u8, _settings["listId"]);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("audienceMembers"u8);
    }

    protected override int Write(UploadMember member)
    {
        if (Values.Has(member, Maid))
        {
            return WriteMobile(member);
        }

        var hasAddress = Values.HasAll(member, s_address);
        if (!hasAddress && !Values.Has(member, Email) && !Values.Has(member, Phone))
        {
            return 0;
        }

        var json = BeginMember();
        json.WriteStartObject();
        json.WriteStartObject("userData"u8);
        json.WriteStartArray("userIdentifiers"u8);
        // An address is another key than one more e-mail: it keeps its place.
        var room = MaxIdentifiers - (hasAddress ? 1 : 0);
        var written = WriteEach(json, member, Email, "emailAddress"u8, room);
        written += WriteEach(json, member, Phone, "phoneNumber"u8, room - written);
        if (hasAddress)
        {
            json.WriteStartObject();
            json.WriteStartObject("addressInfo"u8);
            WriteFirst(json, member, FirstName, "givenName"u8);
            WriteFirst(json, member, LastName, "familyName"u8);
            WriteFirst(json, member, Country, "regionCode"u8);
            WriteFirst(json, member, PostalCode, "postalCode"u8);
            json.WriteEndObject();
            json.WriteEndObject();
            written += s_address.Length;
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        EndMember();
        return written;
    }

    protected override void WriteTail(Utf8JsonWriter json, int number, bool isLast)
    {
        json.WriteEndArray();
        if (!IsRemoval)
        {
            json.WriteStartObject("consent"u8);
            json.WriteString("adUserData"u8, "CONSENT_GRANTED"u8);
            json.WriteString("adPersonalization"u8, "CONSENT_GRANTED"u8);
            json.WriteEndObject();
        }

        json.WriteString("encoding"u8, IsBase64Of(Job.Target) ? "BASE64"u8 : "HEX"u8);
        if (!IsRemoval)
        {
            json.WriteStartObject("termsOfService"u8);
            json.WriteString("customerMatchTermsOfServiceStatus"u8, _settings[UploadFormats.Terms]);
            json.WriteEndObject();
        }

        json.WriteBoolean("validateOnly"u8, _settings.GetValueOrDefault("validateOnly") == "true");
        json.WriteEndObject();
    }

    private static bool IsBase64Of(UploadTarget target) => target.Settings.TryGetValue("encoding", out var encoding) ? encoding == "BASE64" : target.Profile.IsBase64;

    private int WriteMobile(UploadMember member)
    {
        var json = BeginMember();
        json.WriteStartObject();
        json.WriteStartObject("mobileData"u8);
        json.WriteStartArray("mobileIds"u8);
        var written = 0;
        for (; written < MaxIdentifiers && Values.TryGet(member, Maid, written, out var text); written++)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        EndMember();
        return written;
    }

    private int WriteEach(Utf8JsonWriter json, UploadMember member, ProfileField field, ReadOnlySpan<byte> name, int most)
    {
        var written = 0;
        for (; written < most && Values.TryGet(member, field, written, out var text); written++)
        {
            json.WriteStartObject();
            json.WriteString(name, text);
            json.WriteEndObject();
        }

        return written;
    }

    private void WriteFirst(Utf8JsonWriter json, UploadMember member, ProfileField field, ReadOnlySpan<byte> name)
    {
        _ = Values.TryGet(member, field, 0, out var text);
        json.WriteString(name, text);
    }

    private void WriteAccount(Utf8JsonWriter json, string name, string type, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("accountType"u8, _settings[type]);
        json.WriteString("accountId"u8, _settings[id]);
        json.WriteEndObject();
    }
}
