using Onboarding.Profiles;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Delivery.Uploads;

/// <summary>The formats that are written here; docs/uploads.md says how each was read.</summary>
internal static class UploadFormats
{
    public const string File = "file";
    public const string Api = "api";

    /// <summary>Name of the setting by which the plan says that the platform's terms were accepted, in its page or by whoever signs.</summary>
    public const string Terms = "termsOfService";

    /// <summary>Name of the setting that says how many columns each kind of identifier gets.</summary>
    public const string IdentifierColumns = "columns";

    /// <summary>Name of the setting that names the country of all members.</summary>
    public const string CountryOfAll = "country";

    /// <summary>So many, unless the setting says otherwise: the most that platforms take.</summary>
    public const int MostIdentifierColumns = 3;

    private static readonly ProfileField[] s_identifying = [Email, Phone, Maid, ExternalId, LastName];
    private static readonly UploadSetting s_columns = UploadSetting.OneOf(IdentifierColumns, false, "1", "2", "3");
    private static readonly UploadSetting s_terms = UploadSetting.OneOf(Terms, true, "ACCEPTED");

    public static IReadOnlyList<UploadFormat> All { get; } =
    [
        new()
        {
            Platform = "google",
            Name = File,
            Columns = [.. Repeat("Email", Email), .. Repeat("Phone", Phone), new("First Name", FirstName), new("Last Name", LastName), new("Country", Country), new("Zip", PostalCode)],
            Settings = [s_columns],
            CanReplace = true,
            Open = (job, format) => new ColumnUploadWriter(job, format),
            Source = "https://support.google.com/google-ads/answer/7659867",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "google",
            Name = Api,
            Fields = [Email, Phone, FirstName, LastName, Country, PostalCode, Maid],
            MaxValues = GoogleRequestWriter.MaxIdentifiers,
            Settings =
            [
                UploadSetting.OneOf("accountType", true, "GOOGLE_ADS", "DISPLAY_VIDEO_PARTNER", "DISPLAY_VIDEO_ADVERTISER"),
                UploadSetting.Number("accountId"),
                UploadSetting.Number("listId"),
                UploadSetting.OneOf("loginAccountType", false, "GOOGLE_ADS", "DISPLAY_VIDEO_PARTNER", "DISPLAY_VIDEO_ADVERTISER", "DATA_PARTNER"),
                UploadSetting.Number("loginAccountId", isRequired: false),
                UploadSetting.OneOf("encoding", false, "HEX", "BASE64"),
                UploadSetting.OneOf("validateOnly", false, "true", "false"),
                s_terms,
            ],
            MaxRows = 10_000,
            CheckFields = (fields, settings) =>
                fields.Contains(Maid) && fields.Count > 1 ? "a member is either contact data or mobile ids, and lists of mobile ids are apart: send maid alone"
                : settings.ContainsKey("loginAccountType") != settings.ContainsKey("loginAccountId") ? "the settings loginAccountType and loginAccountId go together"
                : null,
            Open = (job, format) => new GoogleRequestWriter(job, format),
            Source = "https://developers.google.com/data-manager/api/reference/rest/v1/audienceMembers/ingest",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "meta",
            Name = File,
            Columns =
            [
                .. Repeat("email", Email), .. Repeat("phone", Phone), new("madid", Maid), new("fn", FirstName), new("ln", LastName), new("zip", PostalCode), new("ct", City), new("st", State),
                new("country", Country), new("dob", DateOfBirth), new("doby", BirthYear), new("gen", Gender), new("age", null), new("uid", null),
            ],
            HasWholeTemplate = true,
            CanReplace = true,
            Open = (job, format) => new ColumnUploadWriter(job, format),
            Source = "https://www.facebook.com/business/help/2082575038703844",
            ReadGrade = "B",
        },
        new()
        {
            Platform = "meta",
            Name = Api,
            Fields = [.. MetaRequestWriter.Schema.Keys],
            MaxValues = 1,
            Settings = [UploadSetting.Number("accountId"), UploadSetting.Number("listId")],
            MaxRows = 10_000,
            CanReplace = true,
            CanRemoveEverywhere = true,
            Open = (job, format) => new MetaRequestWriter(job, format),
            Source = "https://developers.facebook.com/documentation/ads-commerce/marketing-api/audiences/guides/custom-audiences",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "tiktok",
            Name = File,
            Columns = [.. Repeat("Email_SHA256", Email), .. Repeat("Phone_SHA256", Phone), .. Repeat("MAID_SHA256", Maid)],
            Settings = [s_columns],
            // The page says less than 1 GB; nine hashes and their commas are 585 bytes, so that so many rows always fit.
            MaxRows = 1_500_000,
            MaxBytes = 999_999_999,
            IsBalanced = true,
            CanReplace = true,
            Open = (job, format) => new ColumnUploadWriter(job, format),
            Source = "https://ads.tiktok.com/help/article/list-of-supported-ids-and-formats-for-a-customer-file",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "linkedin",
            Name = File,
            Columns =
            [
                new("email", Email), new("firstname", FirstName), new("lastname", LastName), new("jobtitle", null), new("employeecompany", null), new("country", Country), new("googleaid", Maid),
            ],
            HasWholeTemplate = true,
            // The page takes 300,000 rows and 20 MB: 133 bytes a row fit with half of the rows, and a row with a hash and a name needs about 100.
            MaxRows = 150_000,
            MaxBytes = 20_000_000,
            IsBalanced = true,
            Open = (job, format) => new ColumnUploadWriter(job, format),
            Source = "https://www.linkedin.com/help/lms/answer/a1489764",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "microsoft",
            Name = File,
            Fields = [Email],
            Settings = [UploadSetting.Number("listId"), s_terms],
            MaxBytes = 100_000_000,
            CanReplace = true,
            Open = LineUploadWriter.OpenMicrosoft,
            Source = "https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "pinterest",
            Name = File,
            Fields = [Email, Maid],
            Open = (job, format) => new LineUploadWriter(job, format, "csv"),
            Source = "https://github.com/pinterest/api-description",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "x",
            Name = File,
            Fields = [Email, Phone, Maid],
            MaxBytes = 10_000_000_000,
            Open = (job, format) => new LineUploadWriter(job, format, "csv"),
            Source = "https://business.x.com/en/help/campaign-setup/campaign-targeting/custom-audiences/lists",
            ReadGrade = "A",
        },
        new()
        {
            Platform = "thetradedesk",
            Name = File,
            Fields = [Email],
            CanReplace = true,
            Open = (job, format) => new LineUploadWriter(job, format, "txt"),
            Source = "https://github.com/segmentio/action-destinations",
            ReadGrade = "B",
        },
        new()
        {
            Platform = "liveramp",
            Name = File,
            Columns =
            [
                new("FIRSTNAME", FirstName), new("LASTNAME", LastName), new("ADDRESS1", Street), new("CITY", City), new("ZIP", PostalCode),
                .. Repeat("EMAIL", Email, isNumbered: true), .. Repeat("PHONE", Phone, isNumbered: true),
            ],
            Fields = [ExternalId, Country],
            Settings = [UploadSetting.Header("segment"), UploadSetting.Country(CountryOfAll), s_columns],
            MaxBytes = 500_000_000,
            CheckFields = (fields, settings) => fields.Contains(Country) || settings.ContainsKey(CountryOfAll) ? null : "there is one file per country: send the field country, or name the country of all in the setting country",
            Open = (job, format) => new LiveRampUploadWriter(job, format),
            Source = "https://docs.liveramp.com/safe-haven/en/creating-data-files-for-emea-countries.html",
            ReadGrade = "B",
        },
    ];

    public static UploadFormat? Find(string? platform, string? format) => All.FirstOrDefault(f => f.Platform == platform && f.Name == format);

    /// <summary>What is wrong with a destination, in words for the person who wrote the plan, without any value of a setting; null where nothing is.</summary>
    public static string? Check(string? platform, string? format, IReadOnlyDictionary<string, string> settings, IReadOnlyCollection<ProfileField> fields)
    {
        if (Find(platform, format) is not { } found)
        {
            return NotWritten(platform, format);
        }

        var places = found.Places.ToList();
        var homeless = fields.Where(f => !places.Contains(f)).ToList();
        return CheckSettings(found, settings)
            ?? (homeless.Count > 0 ? $"{platform} {format} has no place for {Names(homeless)}, only for {Names(places)}" : null)
            ?? (fields.Intersect(s_identifying).Any() ? null : $"nobody can be found by {(fields.Count == 0 ? "no field at all" : Names(fields))}: send at least one of {Names(places.Intersect(s_identifying))}")
            ?? found.CheckFields?.Invoke(fields, settings);
    }

    /// <summary>What a platform cannot do in a format.</summary>
    public static string? CheckAction(UploadFormat format, UploadAction action) => action switch
    {
        UploadAction.Replace when !format.CanReplace => $"{format.Platform} {format.Name} cannot replace a list: remove those who left and add those who came, or make a new list",
        UploadAction.RemoveEverywhere when !format.CanRemoveEverywhere => $"{format.Platform} {format.Name} cannot take people out of every list at once: remove them from each",
        _ => null,
    };

    /// <summary>Says which formats there are instead.</summary>
    public static string NotWritten(string? platform, string? format) => $"there is no format {format} for {platform}: {Offered(platform)}";

    private static string Offered(string? platform)
    {
        var formats = All.Where(f => f.Platform == platform).Select(f => f.Name).ToList();
        return formats.Count > 0
            ? $"{platform} can be written as {string.Join(" or ", formats)}"
            : string.Join("; ", new[] { File, Api }.Select(name => $"as {name}: {string.Join(", ", All.Where(f => f.Name == name).Select(f => f.Platform))}"));
    }

    private static string? CheckSettings(UploadFormat format, IReadOnlyDictionary<string, string> settings)
    {
        var unknown = settings.Keys.FirstOrDefault(key => format.Settings.All(s => s.Name != key));
        if (unknown is not null)
        {
            return $"the setting {unknown} is none of {format.Platform} {format.Name}: {(format.Settings.Count == 0 ? "it has none" : string.Join(", ", format.Settings.Select(s => s.Name)))}";
        }

        foreach (var setting in format.Settings)
        {
            var isGiven = settings.TryGetValue(setting.Name, out var value);
            if (isGiven ? !setting.IsValid(value!) : setting.IsRequired)
            {
                return $"the setting {setting.Name} is {(isGiven ? "something else than" : "missing; it is")} {setting.Demand}";
            }
        }

        return null;
    }

    private static string Names(IEnumerable<ProfileField> fields) => string.Join(", ", fields.Select(ProfileFields.GetName));

    private static IEnumerable<UploadColumn> Repeat(string header, ProfileField field, bool isNumbered = false)
    {
        return Enumerable.Range(0, MostIdentifierColumns).Select(n => new UploadColumn(isNumbered ? $"{header}{n + 1}" : header, field, n));
    }
}
