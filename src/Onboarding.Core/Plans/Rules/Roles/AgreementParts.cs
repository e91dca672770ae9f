namespace Onboarding.Plans.Rules;

/// <summary>What each kind of agreement must hold (rules ROL-09 to ROL-11). docs/roles.md shows the same tables.</summary>
internal static class AgreementParts
{
    public const string Essence = "essence";
    public const string Sides = "sides";

    /// <summary>How changes of sub-processors are announced: asked for where the authorisation is general.</summary>
    public const string Changes = "subProcessorChanges";

    private const string Article28 = "GDPR 28(3)";

    /// <summary>What every agreement holds. Of a platform's terms nothing more is asked: docs/platform-contracts.md says what was read of them.</summary>
    public static IReadOnlyList<AgreementPart> Common { get; } =
    [
        new("document", "where the signed text is", "GDPR 5(2), 28(9)", a => a.Document is not null),
        new("validFrom", "since when it holds", "GDPR 5(2), 28(3)", a => a.ValidFrom is not null),
        new("purposes", "for which purposes", "GDPR 5(1)(b), 28(3)", a => a.Purposes.Length > 0),
        new("fields", "which identifiers and attributes", "GDPR 5(1)(c), 28(3)", a => a.Fields.Length > 0),
    ];

    public static IReadOnlyList<AgreementPart> Processing { get; } =
    [
        .. Common,
        new("subject", "subject-matter", Article28),
        new("nature", "nature of the processing", Article28),
        new("dataSubjects", "categories of people", Article28),
        new("obligations", "rights and obligations of the controller", Article28),
        new("instructions", "only on documented instructions, transfers to third countries included", "GDPR 28(3)(a)"),
        new("confidentiality", "confidentiality of the people who work with it", "GDPR 28(3)(b)"),
        new("security", "security measures", "GDPR 28(3)(c), 32"),
        new("subProcessors", "sub-processors: none, those listed, or others too after an announcement", "GDPR 28(2), 28(3)(d)", a => a.SubProcessors is not null),
        new("rights", "help with the rights of people", "GDPR 28(3)(e)"),
        new("assistance", "help with security, breaches and impact assessments", "GDPR 28(3)(f), 32-36"),
        new("end", "delete or return at the end, as the controller chooses", "GDPR 28(3)(g)", a => a.End is not null),
        new("audit", "information and audits", "GDPR 28(3)(h)"),
        new("infringingInstructions", "warning of instructions that infringe the law", "GDPR 28(3), last subparagraph"),
        new("liability", "liability and sanctions", "practice of public bodies; not in GDPR 28(3)"),
        new("ownUse", "no use of its own, or a reference to the specific authorisation", "GDPR 28(10); CNIL, re-use by processors (2022)"),
    ];

    public static IReadOnlyList<AgreementPart> Exchange { get; } =
    [
        .. Common,
        new(Sides, "each party's role, purposes and legal basis", "GDPR 6(1), 5(2)", a => a.Sides.Length > 0),
        new("informs", "who informs whom and when", "GDPR 13, 14"),
        new("objections", "the channel by which objections and erasures travel both ways, and the longest delay", "GDPR 17, 19, 21"),
        new("reidentification", "no finding out who somebody is", "EDPB Guidelines 01/2025 par. 72-75"),
        new("onward", "no passing on outside the named domain", "EDPB Guidelines 01/2025 par. 35-41, 114"),
        new("technique", "how identifiers are pseudonymised", "EDPB Guidelines 01/2025 par. 72-75"),
        new("secretHolders", "who holds the secret", "EDPB Guidelines 01/2025 par. 114"),
        new("retention", "how long each side keeps what", "GDPR 5(1)(e)"),
        new("security", "security and channel", "GDPR 32"),
        new("breach", "whom to tell of a breach", "GDPR 33"),
        new("rights", "whom people and the other party ask", "GDPR 12, 15-22"),
        new("end", "end, and proof of destruction", "library minimum"),
    ];

    public static IReadOnlyList<AgreementPart> Joint { get; } =
    [
        .. Common,
        new("operations", "which operations are decided together", "GDPR 26(1); EDPB Guidelines 8/2020", a => a.Operations.Length > 0),
        new("responsibilities", "who answers for which duty", "GDPR 26(1)"),
        new("rights", "who answers requests of people", "GDPR 26(1), 26(3)"),
        new("informs", "who informs people", "GDPR 26(1), 13, 14"),
        new("contact", "the contact point for people", "GDPR 26(1)"),
        new(Essence, "web address of its essence, for people to read", "GDPR 26(2)", a => a.Parts.TryGetValue(Essence, out var text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"),
    ];

    /// <summary>The names that may stand among the parts of an agreement.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Processing.Concat(Exchange).Concat(Joint).Where(p => p.Member is null).Select(p => p.Name).Append(Essence).Append(Changes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<AgreementPart> Of(string kind) => kind switch
    {
        AgreementKinds.PlatformTerms => Common,
        AgreementKinds.Exchange => Exchange,
        AgreementKinds.Joint => Joint,
        _ => Processing,
    };

    /// <summary>The parts that an agreement lacks, by name.</summary>
    public static IEnumerable<string> Missing(AgreementFile agreement) => Of(agreement.Kind).Where(p => !p.IsIn(agreement)).Select(p => p.Name);

    /// <summary>What of the plan lies outside of the purposes and fields that an agreement names. Where it names none, that is a missing part.</summary>
    public static IEnumerable<string> Uncovered(PlanFacts facts, AgreementFile agreement)
    {
        if (agreement.Purposes.Length > 0 && facts.Purpose is { } purpose && !agreement.Purposes.Contains(purpose))
        {
            yield return $"purposes ({purpose})";
        }

        var outside = agreement.Fields.Length == 0 ? [] : facts.Fields.Except(agreement.Fields, StringComparer.Ordinal).Select(PlanFacts.Shorten).ToList();
        if (outside.Count > 0)
        {
            yield return $"fields ({string.Join(", ", outside)})";
        }
    }
}
