using Onboarding.Audiences;

namespace Onboarding.Delivery;

/// <summary>Finished files for a platform on their way to a destination, with their label. Comes only out of a run, after both checks of opt-outs, and is delivered once.</summary>
public sealed class PlatformUpload
{
    internal PlatformUpload(string id, string platform, PseudonymityLabel label, IReadOnlyList<PlatformFile> files, bool isDemo)
    {
        (Id, Platform, Label, Files, IsDemo) = (id, platform, label, files, isDemo);
    }

    /// <summary>The output's id: 32 hex digits, ascending with time.</summary>
    public string Id { get; }

    /// <summary>The platform, under its name in plans.</summary>
    public string Platform { get; }

    /// <summary>The label, which is also the first of the files: always pseudonymous personal data.</summary>
    public PseudonymityLabel Label { get; }

    /// <summary>The files, in the order in which they are to be delivered: the label, what the platform receives, and last the list of them (docs/uploads.md).</summary>
    public IReadOnlyList<PlatformFile> Files { get; }

    /// <summary>Whether it was made with a published key.</summary>
    public bool IsDemo { get; }

    /// <summary>The name of the list of files of an output or of removals.</summary>
    internal static string ListName(string id) => id + ".upload.json";

    /// <summary>The name of a label beside its files.</summary>
    internal static string LabelName(string id) => id + ".label.jsonld";
}
