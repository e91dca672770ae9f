using Onboarding.Internal;

namespace Onboarding.Records;

/// <summary>A preset, and what the files of a source have of it.</summary>
/// <param name="preset">The preset.</param>
/// <param name="columns">Field to columns, as the files write them.</param>
/// <param name="consent">The columns of consent, as the files write them.</param>
internal sealed class PresetMatch(CrmPreset preset, IReadOnlyDictionary<string, List<string>> columns, IReadOnlyList<ConsentColumn> consent)
{
    public CrmPreset Preset => preset;

    public IReadOnlyDictionary<string, List<string>> Columns => columns;

    public IReadOnlyList<ConsentColumn> Consent => consent;

    /// <summary>Columns of consent that every export has, and these files have not.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>Refuses a file that is another than those of the review: what says no in it would not be read.</summary>
    /// <exception cref="OnboardingException"><c>SOURCE_CHANGED</c>.</exception>
    public void Check(SourceHeader header)
    {
        if (!preset.Fits(header))
        {
            throw new OnboardingException(Reasons.SourceChanged, $"{header.File} was an export of {preset.Name} (preset {preset.Id}) when the plan was reviewed, and is none now");
        }

        var added = preset.FindConsent(header).Select(c => c.Name).Except(consent.Select(c => c.Name), StringComparer.OrdinalIgnoreCase).ToList();
        if (added.Count > 0)
        {
            throw new OnboardingException(Reasons.SourceChanged, $"{header.File} has columns of consent that no file had when the plan was reviewed ({string.Join(", ", ReportNames.Columns(added))}); review the plan again");
        }
    }
}
