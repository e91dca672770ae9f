using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Onboarding.Delivery.Uploads;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Plans;

/// <summary>A first plan and dossier of a sender: what the names of the columns tell is filled in, and a <c>"?"</c> stands for every fact that only people know.</summary>
public sealed class PlanDraft
{
    /// <summary>The destination that is no platform.</summary>
    internal const string Publisher = "publisher";

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private PlanDraft(JsonObject plan, JsonObject dossier, IReadOnlyList<string> notes)
    {
        Plan = plan.ToJsonString(s_format) + "\n";
        Dossier = dossier.ToJsonString(s_format) + "\n";
        Notes = notes;
    }

    /// <summary>Where an audience can go: <c>publisher</c>, or a platform whose contract says what it is when it matches lists (docs/platform-contracts.md), and whose files are written here (docs/uploads.md).</summary>
    public static IReadOnlyList<string> Destinations { get; } = [Publisher, .. PlatformPresets.All.Where(p => p.ClaimedRole != PlatformRole.NotVerified && UploadFormats.Find(p.Id, UploadFormats.File) is not null).Select(p => p.Id)];

    /// <summary>The text of plan.json.</summary>
    public string Plan { get; }

    /// <summary>The text of dossier.json.</summary>
    public string Dossier { get; }

    /// <summary>What the names of the columns told, in sentences. A name stands there only where other names prove that the first row holds names.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Drafts a plan.</summary>
    /// <param name="options">What is known.</param>
    /// <exception cref="ArgumentException">Destination, region, id, purpose or basis is not one that a plan can have.</exception>
    /// <exception cref="OnboardingException"><c>HEADER_MISSING</c>: the first row holds data. <c>PRESET_OPT_OUTS</c>: the file is a known export of people who said no.</exception>
    public static PlanDraft Create(PlanDraftOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var platform = PlatformPresets.Find(options.To);
        var columns = new DraftColumns(options.Columns, platform, options.SourcePath);
        return new PlanDraft(DraftPlan.Create(options, platform, columns), DraftDossier.Create(options, platform), [.. columns.Describe()]);
    }

    /// <summary>Writes <c>plan.json</c> and <c>dossier.json</c>.</summary>
    /// <param name="folder">The folder; created where it is not there.</param>
    /// <returns>The path of the plan.</returns>
    /// <exception cref="OnboardingException"><c>OUTPUT_EXISTS</c>: one of them is there already; nothing was written.</exception>
    public string Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (plan, dossier) = (Path.Combine(folder, "plan.json"), Path.Combine(folder, "dossier.json"));
        if (new[] { plan, dossier }.FirstOrDefault(Path.Exists) is { } existing)
        {
            throw new OnboardingException(Reasons.OutputExists, $"{Path.GetFileName(existing)} stands in the folder where the draft should go");
        }

        Directory.CreateDirectory(folder);
        DurableFile.WriteAll(dossier, Encoding.UTF8.GetBytes(Dossier), isPrivate: false, overwrite: false);
        DurableFile.WriteAll(plan, Encoding.UTF8.GetBytes(Plan), isPrivate: false, overwrite: false);
        return plan;
    }

    private static void Check(PlanDraftOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.SourcePath, nameof(options));
        Require(Destinations.Contains(options.To), "The destination is not one of " + string.Join(", ", Destinations));
        Require(options.Region is null || (options.Region is { Length: 2 } region && region.All(char.IsAsciiLetterUpper) && Identifiers.PhoneRegion.TryParse(Encoding.UTF8.GetBytes(region), out _)), "The region is not the two letters of a country with phone numbers (ISO 3166-1), such as NL");
        Require(options.Controller is null || Domain.IsId(options.Controller), "The controller's id is not 1 to 64 of a-z 0-9 -");
        Require(options.Recipient is null || Domain.IsId(options.Recipient), "The recipient's id is not 1 to 64 of a-z 0-9 -");
        Require(options.Purpose is null || Purposes.All.Contains(options.Purpose), "The purpose is not one of " + string.Join(", ", Purposes.All));
        Require(options.Basis is null || LegalBases.IsKnown(options.Basis), "The basis is not one of " + string.Join(", ", LegalBases.All));

        void Require(bool condition, string message)
        {
            if (!condition)
            {
                throw new ArgumentException(message + ".", nameof(options));
            }
        }
    }
}
