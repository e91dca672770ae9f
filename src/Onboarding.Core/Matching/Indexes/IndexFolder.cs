using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding.Matching.Indexes;

/// <summary>The indexes of a home: one for each party key.</summary>
internal sealed class IndexFolder(string folder)
{
    public string PathOf(string keyId) => Path.Combine(folder, keyId + IndexLayout.Suffix);

    /// <summary>Every index, by path.</summary>
    public IEnumerable<string> List() => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + IndexLayout.Suffix).Order(StringComparer.Ordinal) : [];

    /// <summary>Deletes indexes whose day has come. One that cannot be read stays: it is refused where it is used.</summary>
    public void DeleteOutdated(DateTimeOffset now)
    {
        foreach (var path in List())
        {
            try
            {
                if (IndexFile.ReadHeader(path).DeleteBy < now)
                {
                    File.Delete(path);
                }
            }
            catch (Exception exception) when (exception is OnboardingException or FileNotFoundException)
            {
                // Of another version, damaged, or deleted by somebody else just now.
            }
        }
    }

    public void Delete(string keyId)
    {
        if (File.Exists(PathOf(keyId)))
        {
            File.Delete(PathOf(keyId));
        }
    }

    /// <summary>Opens the index of a key; null where there is none.</summary>
    /// <exception cref="OnboardingException"><c>INDEX_DAMAGED</c>, <c>INDEX_OUTDATED</c>, <c>KEY_MISMATCH</c>.</exception>
    public IndexFile? TryOpen(KeyCard card)
    {
        try
        {
            return IndexFile.Open(PathOf(card.Id), card);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Why an index gives other rows than the plan and its source do now, as far as that shows without reading the source; null where it does not.</summary>
    public static string? FindChange(IndexFacts facts, ReviewedPlan plan, IRecordSource records, KeyCard suppressionKey, DateTimeOffset now)
    {
        return facts.Forms != IndexFacts.CurrentForms ? $"it was built with {facts.Forms}, and this library has {IndexFacts.CurrentForms}"
            : facts.PlanDigest != plan.Digest || facts.Origin != records.Origin ? "it was built of another plan, dossier or source"
            : facts.SuppressionKeyId != suppressionKey.Id ? "it was built with another suppression key"
            : facts.Day != IndexFacts.DayOf(plan.Source, now) ? $"its rows were judged by their dates on {facts.Day}"
            : facts.Stamp != (records.ComputeStamp() ?? "") ? "the source was written to since"
            : null;
    }
}
