using System.Text.Json;

namespace Onboarding.Records;

/// <summary>What a source's cells needed on their way to identifiers.</summary>
public sealed class CellCounts
{
    /// <summary>Cells that began with an apostrophe, a spreadsheet's mark for text; it was taken off.</summary>
    public long Apostrophes { get; internal set; }

    /// <summary>Phone numbers that have a canonical form.</summary>
    public long Phones { get; internal set; }

    /// <summary>Of them, those whose country was the plan's region for want of a better one: national spelling, and no country in the record.</summary>
    public long PhonesByDefaultRegion { get; internal set; }

    /// <summary>Of them, those in international spelling of another country than the plan's region.</summary>
    public long PhonesOfOtherCountries { get; internal set; }

    /// <summary>Birth dates that could not be read in the plan's format. Their rows were dropped only where the dossier's age policy needs a birth date.</summary>
    public long UnreadableBirthDates { get; internal set; }

    /// <summary>Rows with a yes in one column of consent of the plan's preset and a no in another. The no counted.</summary>
    public long ConsentConflicts { get; internal set; }

    /// <summary>Cells of such columns that speak against their header, as <c>Allow</c> does under <c>Do not allow Emails</c>. The cell counted.</summary>
    public long ConsentAgainstHeader { get; internal set; }

    /// <summary>External ids that have a canonical form.</summary>
    internal long ExternalIds { get; set; }

    /// <summary>Of them, those of nine digits that pass the check of Dutch national numbers.</summary>
    internal long NationalNumbers { get; set; }

    /// <summary>Whether a column of ids seems to hold national numbers: one of eleven passes by chance (rule MIN-05).</summary>
    internal bool LooksLikeNationalNumbers => NationalNumbers >= 20 && NationalNumbers * 2 > ExternalIds;

    /// <summary>Whether so many numbers are of other countries that national ones may be too, and no column says of which.</summary>
    internal bool LooksMixed => PhonesByDefaultRegion > 0 && PhonesOfOtherCountries * 20 > Phones;

    internal void Add(CellCounts others)
    {
        Apostrophes += others.Apostrophes;
        Phones += others.Phones;
        PhonesByDefaultRegion += others.PhonesByDefaultRegion;
        PhonesOfOtherCountries += others.PhonesOfOtherCountries;
        UnreadableBirthDates += others.UnreadableBirthDates;
        ConsentConflicts += others.ConsentConflicts;
        ConsentAgainstHeader += others.ConsentAgainstHeader;
        ExternalIds += others.ExternalIds;
        NationalNumbers += others.NationalNumbers;
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("cells");
        writer.WriteNumber("apostrophes", Apostrophes);
        writer.WriteNumber("phones", Phones);
        writer.WriteNumber("phonesByDefaultRegion", PhonesByDefaultRegion);
        writer.WriteNumber("phonesOfOtherCountries", PhonesOfOtherCountries);
        writer.WriteNumber("unreadableBirthDates", UnreadableBirthDates);
        writer.WriteNumber("consentConflicts", ConsentConflicts);
        writer.WriteNumber("consentAgainstHeader", ConsentAgainstHeader);
        writer.WriteEndObject();
    }
}
