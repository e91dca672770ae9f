using System.Text.Json;
using System.Text.RegularExpressions;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Audiences;

/// <summary>Terms of labels are in the vocabulary: one that is not there says nothing to anybody.</summary>
public sealed partial class LabelVocabularyTests : IDisposable
{
    // Names that suggest themselves and are not in DPV 2.3, or that no record-level output may have.
    private static readonly string[] s_never =
    [
        "dpv:DataSharingAgreement", "dpv:DataExchangeAgreement", "dpv:Rectify", "dpv:Return", "dpv:Encrypt", "dpv:Objection", "dpv:Authentication", "dpv:hasStorageDuration", "eu-gdpr:ROPA", "eu-gdpr:A21-2", "eu-gdpr:A21-3",
        "pd:CookieIdentifier", "pd:PseudonymousIdentifier", "dpv:KeyedHash", "dpv:CryptoShredding", "dpv:PseudonymisationDomain", "dpv:PrivateSetIntersection", "dpv:DataControllerContract",
        "dpv:AnonymisedData", "dpv:ContextuallyAnonymisedData", "dpv:NonPersonalData", "dpv:Anonymise", "dpv:Deidentification",
    ];

    private readonly RunLabels _labels = new();

    [Fact]
    public void Build_EveryTermOfEveryView_IsInTheVocabulary()
    {
        var vocabulary = Vocabulary();
        Assert.All(_labels.All(), label =>
        {
            using var document = JsonDocument.Parse(label.Json);
            Assert.Empty(Terms(document.RootElement).Where(t => Prefixed().IsMatch(t)).Except(vocabulary.Keys));
        });
    }

    [Fact]
    public void Build_EveryMemberOfEveryView_IsAPropertyAndEveryTypeAClass()
    {
        var vocabulary = Vocabulary();
        Assert.All(_labels.All(), label =>
        {
            using var document = JsonDocument.Parse(label.Json);
            Assert.DoesNotContain(Members(document.RootElement), m => vocabulary.ContainsKey(m) && !IsProperty(m));
            Assert.DoesNotContain(Values(document.RootElement), v => vocabulary.ContainsKey(v) && IsProperty(v));
        });
    }

    /// <summary>Terms of code paths that no label of these tests takes.</summary>
    [Fact]
    public void Sources_EveryTermInThem_IsInTheVocabulary()
    {
        var vocabulary = Vocabulary();
        var sources = Directory.EnumerateFiles(Path.Combine(ContractFolder.Repository, "src"), "*.cs", SearchOption.AllDirectories).SelectMany(f => Quoted().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(sources.Count > 40);
        Assert.Empty(sources.Except(vocabulary.Keys));
    }

    [Fact]
    public void Documentation_EveryTermInIt_IsInTheVocabulary()
    {
        var vocabulary = Vocabulary();
        var pages = Directory.EnumerateFiles(Path.Combine(ContractFolder.Repository, "docs"), "*.md").SelectMany(f => InCode().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Where(t => t[^1] != ':').ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Except(vocabulary.Keys));
    }

    [Fact]
    public void Vocabulary_Terms_HaveTheIriOfTheirPrefixAndNoneIsForbidden()
    {
        var prefixes = new Dictionary<string, string> { ["dpv"] = "https://w3id.org/dpv#", ["pd"] = "https://w3id.org/dpv/pd#", ["eu-gdpr"] = "https://w3id.org/dpv/legal/eu/gdpr#", ["legal-eu"] = "https://w3id.org/dpv/legal/eu#" };
        Assert.All(Vocabulary(), term => Assert.Equal(prefixes[term.Key.Split(':')[0]] + term.Key.Split(':')[1], term.Value));
        Assert.Empty(Vocabulary().Keys.Intersect(s_never));
    }

    public void Dispose() => _labels.Dispose();

    private static Dictionary<string, string> Vocabulary()
    {
        return File.ReadLines(ContractVectors.PathOf("dpv-2.3-terms.tsv")).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')).ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);
    }

    private static bool IsProperty(string term) => char.IsAsciiLetterLower(term[term.IndexOf(':', StringComparison.Ordinal) + 1]) && term != "legal-eu:law-GDPR";

    private static IEnumerable<string> Terms(JsonElement element) => Members(element).Concat(Values(element));

    private static IEnumerable<string> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(m => m.Name != "@context").SelectMany(m => Members(m.Value).Prepend(m.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };

    // Of @id and @type.
    private static IEnumerable<string> Values(JsonElement element, bool isTerm = false) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(m => m.Name != "@context").SelectMany(m => Values(m.Value, m.Name is "@id" or "@type")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Values(e, isTerm)),
        JsonValueKind.String when isTerm => [element.GetString()!],
        _ => [],
    };

    [GeneratedRegex("^(dpv|pd|eu-gdpr|legal-eu):")]
    private static partial Regex Prefixed();

    [GeneratedRegex("\"((?:dpv|pd|eu-gdpr|legal-eu):[A-Za-z0-9-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("`((?:dpv|pd|eu-gdpr|legal-eu):[A-Za-z0-9-]*)`")]
    private static partial Regex InCode();
}
