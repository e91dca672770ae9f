using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>What is known of a format in which a platform takes lists. Grades: A the platform's own page or code, B public code that writes it, C told by others.</summary>
internal sealed record UploadFormat
{
    public required string Platform { get; init; }

    /// <summary><c>file</c> or <c>api</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The columns of a file with a header, several for a field that can have several values; empty for other formats.</summary>
    public IReadOnlyList<UploadColumn> Columns { get; init; } = [];

    /// <summary>The fields that the format has a place for.</summary>
    public IReadOnlyList<ProfileField> Fields { get; init; } = [];

    /// <summary>Whether a file has all columns of the template, also those that the plan does not fill.</summary>
    public bool HasWholeTemplate { get; init; }

    /// <summary>How many values of one field a member can have in a format without columns.</summary>
    public int MaxValues { get; init; } = int.MaxValue;

    public IReadOnlyList<UploadSetting> Settings { get; init; } = [];

    /// <summary>The most rows of a file, or members of a request.</summary>
    public long MaxRows { get; init; } = long.MaxValue;

    /// <summary>The most bytes of a file, before compression.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Whether files get about the same number of rows, because the platform refuses a small one.</summary>
    public bool IsBalanced { get; init; }

    /// <summary>Whether the platform can make a list of these people and nobody else in one upload.</summary>
    public bool CanReplace { get; init; }

    /// <summary>Whether the platform can take people out of every list of the account in one call.</summary>
    public bool CanRemoveEverywhere { get; init; }

    /// <summary>What is wrong with a set of fields beyond what the places say.</summary>
    public Func<IReadOnlyCollection<ProfileField>, IReadOnlyDictionary<string, string>, string?>? CheckFields { get; init; }

    public required Func<UploadJob, UploadFormat, UploadWriter> Open { get; init; }

    /// <summary>Where the format was read.</summary>
    public required string Source { get; init; }

    public required string ReadGrade { get; init; }

    /// <summary>The fewest people with which the platform uses a list; null where not verified. Rows are an upper bound of the people that it finds.</summary>
    public int? MinimumMembers => PlatformPresets.Find(Platform)?.MinimumMembers;

    /// <summary>The fields that a plan can send in this format.</summary>
    public IEnumerable<ProfileField> Places => Fields.Concat(Columns.Where(c => c.Field is not null).Select(c => c.Field!.Value)).Distinct();

    /// <summary>How many values of a field one member can have.</summary>
    public int MaxValuesOf(ProfileField field) => Columns.Count > 0 ? Columns.Count(c => c.Field == field) : MaxValues;
}
