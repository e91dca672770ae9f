using Onboarding.Identifiers;

namespace Onboarding.Plans.Rules;

/// <summary>What rules look at: plan and dossier as they were written, the clock, and what follows from them. Nothing here is judged yet.</summary>
internal sealed class PlanFacts(PlanFile plan, DossierFile dossier, DateTimeOffset now)
{
    /// <summary>The purpose that a consent to the matching of lists names.</summary>
    public const string MatchingConsent = "audience-matching";

    public PlanFile Plan => plan;

    public DossierFile Dossier => dossier;

    public DateTimeOffset Now => now;

    /// <summary>Every text of plan and dossier with its path.</summary>
    public IReadOnlyList<(string Path, string Text)> Texts { get; init; } = [];

    public bool IsMatch => plan.Side == "match";

    /// <summary>The dossier's purpose; null where it is none that this library knows.</summary>
    public string? Purpose => Purposes.All.Contains(dossier.Purpose) ? dossier.Purpose : null;

    /// <summary>The fields that the plan uses.</summary>
    public IReadOnlyList<string> Fields => plan.Fields ?? [];

    /// <summary>Whose plan this is: the controller's, or in a plan to match the recipient's.</summary>
    public string OwnParty => IsMatch ? dossier.Recipient ?? "" : dossier.Controller;

    /// <summary>The platform that the plan sends to; null for an audience, and where the name is not known.</summary>
    public Profiles.PlatformPreset? Platform => IsPlatform ? Profiles.PlatformPresets.Find(plan.Destination?.Profile) : null;

    public bool IsPlatform => plan.Destination?.Type == "platform";

    /// <summary>Whether a party is the platform that the plan sends to: what such a one is, its contract says.</summary>
    public bool IsPlatformParty(string party) => IsPlatform && party == dossier.Recipient;

    public bool IsAdvertising => Purpose is Purposes.Advertising or Purposes.AdvertisingExclusion;

    /// <summary>Whether the recipient works for the controller and decides nothing itself.</summary>
    public bool RecipientIsProcessor => dossier.Recipient is { } recipient && Principals(recipient).Contains(dossier.Controller);

    /// <summary>The controller of the own side: the own party, or the last of those that it acts for.</summary>
    public string OwnController => Principals(OwnParty).LastOrDefault(OwnParty);

    public BasisFile? OwnBasis => Basis(OwnController);

    /// <summary>What a consent must name besides <see cref="MatchingConsent"/> or instead of it.</summary>
    public string UploadConsent => "upload:" + (plan.Destination?.Profile ?? dossier.Recipient);

    /// <summary>Whether a consent to this purpose covers the run (rule LB-06).</summary>
    public bool IsConsentPurpose(string purpose) => purpose == MatchingConsent || purpose == UploadConsent;

    public PartyFile? Party(string? id) => dossier.Parties.FirstOrDefault(p => p.Id == id);

    /// <summary>Who has which role in which operation, as it follows from the dossier.</summary>
    public RoleMap Roles => field ??= RoleMap.Derive(this);

    /// <summary>For whom a party acts, for whom that one acts, and so on; a chain that runs in a circle ends where it began.</summary>
    public IEnumerable<string> Principals(string party)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { party };
        for (var next = Party(party)?.ActsFor; next is not null && seen.Add(next); next = Party(next)?.ActsFor)
        {
            yield return next;
        }
    }

    public BasisFile? Basis(string? party) => dossier.Bases.FirstOrDefault(b => b.Party == party);

    public NoticeFile? Notice(string? party) => dossier.Notices.FirstOrDefault(n => n.Party == party);

    /// <summary>The fields that the plan's destination can take.</summary>
    public IEnumerable<string> AllowedFields => Platform is { } platform ? platform.AllowedFields : IdentifierKinds.All.Select(IdentifierKinds.GetName);

    /// <summary>Every column that is read, with the place where the plan names it.</summary>
    public IEnumerable<(string Path, string Name)> MappedColumns =>
    [
        .. plan.Source.Columns.SelectMany(c => c.Value.Names.Select(n => ("$.source.columns", n))),
        .. plan.Source.IdColumn is { } idColumn ? new[] { ("$.source.idColumn", idColumn) } : [],
        .. plan.Source.Evidence.Values.Select(e => ("$.source.evidence", e.Column)),
        .. (plan.Source.Match?.Consent ?? []).Select(c => ("$.source.preset", c.Name)),
        .. plan.Segments is { } segments ? new[] { ("$.segments.column", segments.Column) } : [],
        .. plan.Statements.Where(s => s.Where is not null).Select(s => ("$.statements", s.Where!.Column)),
    ];

    public bool IsAllowedField(string field) => AllowedFields.Contains(field);

    /// <summary>What stands where a known word is wanted may be anything, a key pasted by mistake included.</summary>
    public static string Shorten(string text) => text.Length <= 32 ? text : "(long text)";

    /// <summary>The JSON path of an entry of a list of the dossier.</summary>
    public static string Path<T>(string list, T[] entries, T? entry)
        where T : class
    {
        var index = entry is null ? -1 : Array.IndexOf(entries, entry);
        return index < 0 ? $"dossier $.{list}" : $"dossier $.{list}[{index}]";
    }
}
