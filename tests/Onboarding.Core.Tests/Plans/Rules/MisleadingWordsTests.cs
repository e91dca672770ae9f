using Onboarding.Core.Tests.Support;
using Onboarding.Plans;
using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Plans.Rules;

/// <summary>Rule PSE-02: a warning for what others write, and never in a text of our own.</summary>
public class MisleadingWordsTests
{
    [Theory]
    [InlineData("Anonymous customer list", "anonymous")]
    [InlineData("ANONYMISED by hashing", "anonymous")]
    [InlineData("anonymized export", "anonymous")]
    [InlineData("The data set is anonymised, so no consent is needed", "anonymous")]
    [InlineData("Geanonimiseerde klantgegevens", "anonymous")]
    [InlineData("de lijst is anoniem", "anonymous")]
    [InlineData("anonieme doelgroep", "anonymous")]
    [InlineData("ge-anonimiseerd", "anonymous")]
    [InlineData("Anonyme Kundenliste", "anonymous")]
    [InlineData("anonymisierte Daten", "anonymous")]
    [InlineData("Anonymisierung durch Hashing", "anonymous")]
    [InlineData("de-identified audience", "de-identified")]
    [InlineData("deidentification annex", "de-identified")]
    [InlineData("gede\u00EFdentificeerd", "de-identified")]
    [InlineData("de-identifizierte Daten", "de-identified")]
    [InlineData("Depersonalised tokens", "depersonalised")]
    [InlineData("gedepersonaliseerd", "depersonalised")]
    [InlineData("entpersonalisierte Liste", "depersonalised")]
    [InlineData("No names. The list is anonymous.", "anonymous")]
    public void Find_TextThatCallsDataSo_NamesTheWord(string text, string kind) => Assert.Equal(kind, MisleadingWords.Find(text));

    [Theory]
    [InlineData("Pseudonymous personal data")]
    [InlineData("pseudonymised, PSEUDONYMIZED, gepseudonimiseerd, pseudonymisiert")]
    [InlineData("This is not anonymous")]
    [InlineData("never anonymous data")]
    [InlineData("anonymisation is not what a hash does")]
    [InlineData("Aggregate, anonymity not asserted")]
    [InlineData("non-anonymous")]
    [InlineData("never called anonymous, de-identified or depersonalised")]
    [InlineData("niet anoniem; nooit geanonimiseerd")]
    [InlineData("keine anonymen Daten")]
    [InlineData("nicht anonymisiert")]
    [InlineData("nothing can call it anonymous")]
    [InlineData("Shop Example B.V.")]
    [InlineData("")]
    public void Find_TextThatDoesNot_IsNull(string text) => Assert.Null(MisleadingWords.Find(text));

    [Theory]
    [InlineData("dossier:parties.1.name", "dossier $.parties[1].name")]
    [InlineData("dossier:bases.0.reference", "dossier $.bases[0].reference")]
    [InlineData("dossier:agreements.0.parts.technique", "dossier $.agreements[0].parts.technique")]
    [InlineData("dossier:notices.0.separateObjection", "dossier $.notices[0].separateObjection")]
    [InlineData("statements.0.reference", "$.statements[0].reference")]
    [Trait("Refusal", "MISLEADING_TERM")]
    public async Task ReadAsync_TextOfTheUserCallsDataSo_IsWarnedOfAtItsPath(string member, string path)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set(member, "\"annex 1: anonymised by SHA-256\"").ReviewAsync();

        var finding = Assert.Single(review.Findings, f => f.Reason?.Code == "MISLEADING_TERM");
        Assert.Equal((path, FindingLevel.Warning, "PSE-02"), (finding.Path, finding.Level, finding.Rule));
        Assert.DoesNotContain("SHA-256", finding.Seen, StringComparison.Ordinal);
        Assert.True(review.IsApproved);
    }

    [Theory]
    [InlineData("source.path", "\"anonymous.csv\"")]
    [InlineData("source.columns.external_id", "\"anonymous_id\"")]
    [InlineData("dossier:parties.1.name", "\"Not anonymous B.V.\"")]
    public async Task ReadAsync_NameOfAFileOrColumnOrADenial_IsNotWarnedOf(string member, string json)
    {
        using var plan = new ContractPlan();
        Assert.DoesNotContain((await plan.Set(member, json).ReviewAsync()).Findings, f => f.Reason?.Code == "MISLEADING_TERM");
    }

    [Fact]
    public void Documentation_EveryParagraph_CallsNothingSo()
    {
        AssertNone(Directory.EnumerateFiles(ContractFolder.Repository, "*.md").Concat(Files("docs", "*.md", "*.json", "*.py", "*.sql", "*.java")).Concat(Files("samples", "*.md", "*.json", "*.py")).Concat(Files("src", "*.md")));
    }

    [Fact]
    public void Sources_EveryTextAndComment_CallsNothingSo()
    {
        // The words themselves stand where they are looked for, and where the rule says what it is about.
        AssertNone(Files("src", "*.cs").Where(f => Path.GetFileName(f) is not ("MisleadingWords.cs" or "Pse02MisleadingWords.cs")));
    }

    [Fact]
    public void Labels_EveryView_CallsNothingSo()
    {
        using var labels = new RunLabels();
        Assert.All(labels.All(), label => Assert.Null(MisleadingWords.Find(System.Text.Encoding.UTF8.GetString(label.Json))));
    }

    [Fact]
    public void Reasons_EveryTextOfThem_CallsNothingSo()
    {
        Assert.All(Reasons.All.SelectMany(r => new[] { r.Remedy, r.Source, r.Meaning }), text => Assert.Null(MisleadingWords.Find(text)));
    }

    private static IEnumerable<string> Files(string folder, params string[] patterns)
    {
        return patterns.SelectMany(p => Directory.EnumerateFiles(Path.Combine(ContractFolder.Repository, folder), p, SearchOption.AllDirectories));
    }

    // A paragraph of a page, or a line of a source: a denial may stand in another line than the word.
    private static void AssertNone(IEnumerable<string> files)
    {
        var found = files.SelectMany(f => File.ReadAllText(f).Split(f.EndsWith(".cs", StringComparison.Ordinal) ? "\n" : "\n\n").Select(p => (File: f, Text: p.ReplaceLineEndings(" ")))).Where(p => MisleadingWords.Find(p.Text) is not null);
        Assert.Empty(found.Select(p => $"{Path.GetFileName(p.File)}: {p.Text.Trim()}"));
    }
}
