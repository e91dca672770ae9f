namespace Onboarding.Plans.Rules;

/// <summary>Finds in the dossier the agreements that the roles ask for.</summary>
internal static class Agreements
{
    public const string Path = "dossier $.agreements";

    /// <summary>The agreement of the kind and between the parties of a need: one in force where there is one, the one that lasts longest.</summary>
    public static AgreementFile? Find(PlanFacts facts, AgreementNeed need)
    {
        return Between(facts, need).Where(a => a.Kind == need.Kind || (a.Kind == AgreementKinds.PlatformTerms && facts.IsPlatform && need.Parties.Contains(facts.Dossier.Recipient))).OrderByDescending(a => IsInForce(facts, need, a)).ThenByDescending(a => End(a, facts.Now)).FirstOrDefault();
    }

    /// <summary>The agreements of this time: begun and not ended. Others of the dossier say nothing about what goes out now.</summary>
    public static IEnumerable<AgreementFile> InForce(PlanFacts facts) => facts.Dossier.Agreements.Where(a => HasBegun(a, facts.Now) && End(a, facts.Now) >= facts.Now);

    /// <summary>What the parties declare of themselves in agreements that hold: those that the roles ask for first.</summary>
    public static IEnumerable<AgreementSideFile> Sides(PlanFacts facts) => facts.Roles.Needs.Select(n => Find(facts, n)).OfType<AgreementFile>().Concat(InForce(facts)).SelectMany(a => a.Sides);

    /// <summary>What those parties agreed, of any kind.</summary>
    public static IEnumerable<AgreementFile> Between(PlanFacts facts, AgreementNeed need) => facts.Dossier.Agreements.Where(a => need.Parties.All(a.Parties.Contains));

    /// <summary>The agreements that were found for needs of these kinds, each once with the needs that it serves.</summary>
    public static IEnumerable<(IReadOnlyList<AgreementNeed> Needs, AgreementFile Agreement, string Path)> Found(PlanFacts facts, params string[] kinds)
    {
        return facts.Roles.Needs.Where(n => kinds.Contains(n.Kind)).GroupBy(n => Find(facts, n)).Where(g => g.Key is not null).Select(g => ((IReadOnlyList<AgreementNeed>)[.. g], g.Key!, PathOf(facts, g.Key!)));
    }

    public static string PathOf(PlanFacts facts, AgreementFile agreement) => PlanFacts.Path("agreements", facts.Dossier.Agreements, agreement);

    public static IEnumerable<string> Unsigned(AgreementNeed need, AgreementFile agreement) => need.Parties.Except(agreement.SignedBy, StringComparer.Ordinal);

    /// <summary>Whether an agreement has begun: from the start of its day, UTC; one without a day has.</summary>
    public static bool HasBegun(AgreementFile agreement, DateTimeOffset now) => agreement.ValidFrom is null || (PlanDate.TryParse(agreement.ValidFrom, out var from) && from.Resolve(now).UtcDateTime.Date <= now.UtcDateTime);

    private static bool IsInForce(PlanFacts facts, AgreementNeed need, AgreementFile agreement) => !Unsigned(need, agreement).Any() && HasBegun(agreement, facts.Now) && End(agreement, facts.Now) >= facts.Now;

    private static DateTimeOffset End(AgreementFile agreement, DateTimeOffset now) => PlanDate.TryParse(agreement.ValidUntil, out var until) ? until.Resolve(now) : DateTimeOffset.MinValue;
}
