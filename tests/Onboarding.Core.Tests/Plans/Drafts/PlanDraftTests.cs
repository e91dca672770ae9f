using System.Text;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans;

public class PlanDraftTests
{
    private static readonly string[] s_dutch = ["Klantnummer", "Voornaam", "E-mailadres", "Mobiel", "Telefoonnummer", "Land", "Geboortedatum", "Toestemming", "Laatste bestelling", "Notitie"];

    public static TheoryData<string, string?, bool> Drafts => new(
        from to in PlanDraft.Destinations
        from basis in new[] { null, "consent", "legitimate-interest" }
        from hasColumns in new[] { true, false }
        select new TheoryDataRow<string, string?, bool>(to, basis, hasColumns));

    [Theory]
    [MemberData(nameof(Drafts))]
    public void Create_EveryQuestionMark_HasAQuestionOfItsOwn(string to, string? basis, bool hasColumns)
    {
        var draft = Draft(to, basis, hasColumns);
        var paths = Paths("", draft.Plan).Concat(Paths("dossier ", draft.Dossier)).ToList();
        var questions = paths.Select(path => (Pattern: DraftAnswers.Pattern(path), Question: PlanQuestions.Of(path))).Distinct().ToList();
        Assert.All(questions, q => Assert.NotEqual(PlanQuestions.Of("$.somewhere"), q.Question));
        Assert.All(questions, q => Assert.Single(questions, other => other.Question == q.Question || other.Pattern == q.Pattern));
    }

    [Theory]
    [MemberData(nameof(Drafts))]
    public async Task Create_EveryQuestionAnswered_IsRefusedByNothing(string to, string? basis, bool hasColumns)
    {
        foreach (var chosen in basis is null && to != "google" ? new[] { "consent", "legitimate-interest" } : [basis ?? "consent"])
        {
            if (chosen == "legitimate-interest" && to == "google")
            {
                continue;
            }

            using var folder = new ContractFolder();
            var draft = Draft(to, basis, hasColumns);
            var recipient = to == PlanDraft.Publisher ? "paper" : to;
            folder.Write("dossier.json", Encoding.UTF8.GetBytes(DraftAnswers.Answer("dossier ", JsonNode.Parse(draft.Dossier)!, recipient, chosen).ToJsonString()));
            var path = folder.Write("plan.json", Encoding.UTF8.GetBytes(DraftAnswers.Answer("", JsonNode.Parse(draft.Plan)!, recipient, chosen).ToJsonString()));
            var review = await PlanReview.ReadAsync(path, new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken);
            Assert.Empty(review.Refusals.Select(f => f.ToString()));
        }
    }

    [Fact]
    public async Task Create_NothingAnswered_IsRefusedForOpenQuestionsAlone()
    {
        using var folder = new ContractFolder();
        var path = Draft("publisher", null, true).Write(folder.Path);
        var review = await PlanReview.ReadAsync(path, new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken);
        Assert.Equal(["OPEN_QUESTION"], review.Findings.Select(f => f.Code).Distinct());
    }

    [Fact]
    public void Create_ColumnsWithKnownNames_AreMapped()
    {
        var source = JsonNode.Parse(Draft("publisher", null, true).Plan)!["source"]!;
        Assert.Equal("""{"email":"E-mailadres","phone":["Mobiel","Telefoonnummer"],"external_id":"Klantnummer","country":"Land"}""", source["columns"]!.ToJsonString());
        Assert.Equal("""{"date_of_birth":{"column":"Geboortedatum","format":"?"},"last_active_at":{"column":"Laatste bestelling","format":"?"},"consent":{"column":"Toestemming"}}""", source["evidence"]!.ToJsonString());
    }

    [Fact]
    public void Create_ColumnOfDenials_GoesBeforeOneOfConsent()
    {
        var draft = Create("publisher", ["Email", "Opt In", "Email Opt Out", "Unsubscribed Time"]);
        Assert.Equal("""{"consent":{"column":"Email Opt Out","denies":true},"consent_withdrawn_at":{"column":"Unsubscribed Time"}}""", JsonNode.Parse(draft.Plan)!["source"]!["evidence"]!.ToJsonString());
        Assert.Contains(draft.Notes, note => note.StartsWith("\"Opt In\": about consent or objection too", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_ColumnOfNewsletters_IsNoConsentToMatching()
    {
        var draft = Create("google", ["Email", "Newsletter"]);
        Assert.Null(JsonNode.Parse(draft.Plan)!["source"]!["evidence"]);
        Assert.Contains(draft.Notes, note => note.StartsWith("\"Newsletter\": about newsletters or marketing, and not read.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("publisher", "email,phone,external_id")]
    [InlineData("google", "email,phone")]
    [InlineData("meta", "email,phone")]
    public void Create_Destination_TakesWhatItCanHave(string to, string fields)
    {
        var plan = JsonNode.Parse(Draft(to, null, true).Plan)!;
        Assert.Equal(fields, string.Join(',', plan["fields"]!.AsArray()));
        Assert.Equal(fields, string.Join(',', plan["source"]!["columns"]!.AsObject().Select(c => c.Key).Where(c => c != "country")));
    }

    [Fact]
    public void Create_PlatformThatDemandsConsent_AsksForNoBalancingTest()
    {
        var draft = Draft("google", null, true);
        Assert.Equal("consent", (string?)JsonNode.Parse(draft.Dossier)!["bases"]![0]!["basis"]);
        Assert.DoesNotContain("balancingTest", draft.Dossier, StringComparison.Ordinal);
        Assert.Equal(["consentPurposes", "provenance", "reference"], JsonNode.Parse(draft.Plan)!["statements"]![0]!.AsObject().Select(m => m.Key));
        Assert.Equal(100, (int?)JsonNode.Parse(draft.Plan)!["minimumMembers"]);
    }

    [Fact]
    public void Create_KnownIdsAndPurpose_AreFilledInButNotWhatSomebodyDid()
    {
        var draft = PlanDraft.Create(new PlanDraftOptions { To = "publisher", SourcePath = "x.csv", Columns = s_dutch, Controller = "shop", Recipient = "paper", Purpose = "survey", Region = "BE", Basis = "consent" });
        var dossier = JsonNode.Parse(draft.Dossier)!;
        Assert.Equal(("shop", "paper", "survey"), ((string?)dossier["controller"], (string?)dossier["recipient"], (string?)dossier["purpose"]));
        Assert.Equal("""["shop","paper"]""", dossier["agreements"]![0]!["parties"]!.ToJsonString());
        Assert.Equal("""["?","?"]""", dossier["agreements"]![0]!["signedBy"]!.ToJsonString());
        Assert.Equal("""["?"]""", dossier["collectedFor"]!.ToJsonString());
        Assert.Equal("BE", (string?)JsonNode.Parse(draft.Plan)!["region"]);
    }

    [Theory]
    [InlineData("Klanten november 2026.csv", "klanten-november-2026-publisher")]
    [InlineData("../exports/ÄÖ.csv", "customers-publisher")]
    [InlineData("a very long name that goes on and on and on and on and on and on.csv", "a-very-long-name-that-goes-on-and-on-and-on-and-on-and-publisher")]
    public void Create_NameOfTheFile_BecomesAnId(string path, string id)
    {
        Assert.Equal(id, (string?)JsonNode.Parse(Create("publisher", s_dutch, path).Plan)!["id"]);
    }

    [Theory]
    [InlineData("jan@example.nl,Jan,Utrecht")]
    [InlineData("Email,jan@example.nl")]
    [InlineData("Jan,0612345678")]
    [Trait("Refusal", "HEADER_MISSING")]
    public void Create_FirstRowOfData_IsRefusedAndNotRepeated(string row)
    {
        var exception = Assert.Throws<OnboardingException>(() => Create("publisher", row.Split(',')));
        Assert.Equal("HEADER_MISSING", exception.Code);
        Assert.DoesNotContain("Jan", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Create_NoKnownName_RepeatsNone()
    {
        var draft = Create("publisher", ["Jan", "Jansen", "Utrecht"]);
        Assert.Equal("?", (string?)JsonNode.Parse(draft.Plan)!["source"]!["columns"]!["email"]);
        Assert.DoesNotContain("Jan", draft.Plan + draft.Dossier + string.Join('\n', draft.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NameThatStandsTwice_IsNotMapped()
    {
        var draft = Create("publisher", ["Email", "Phone", "phone"]);
        Assert.Equal("""{"email":"Email"}""", JsonNode.Parse(draft.Plan)!["source"]!["columns"]!.ToJsonString());
    }

    [Fact]
    public void Create_NamesOfColumns_CannotBreakTheNotes()
    {
        var draft = Create("publisher", ["Email", "\u001b[31mred", "k-1234567890"]);
        Assert.DoesNotContain(draft.Notes, note => note.Any(char.IsControl) || note.Contains("12345", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nobody", null, null, null, null)]
    [InlineData("microsoft", null, null, null, null)]
    [InlineData("publisher", "nl", null, null, null)]
    [InlineData("publisher", "XX", null, null, null)]
    [InlineData("publisher", null, "The Shop", null, null)]
    [InlineData("publisher", null, null, "sales", null)]
    [InlineData("publisher", null, null, null, "hope")]
    public void Create_SomethingThatNoPlanCanHave_IsRefused(string to, string? region, string? id, string? purpose, string? basis)
    {
        var options = new PlanDraftOptions { To = to, SourcePath = "x.csv", Columns = s_dutch, Region = region, Controller = id, Recipient = id, Purpose = purpose, Basis = basis };
        Assert.Throws<ArgumentException>(() => PlanDraft.Create(options));
    }

    [Theory]
    [InlineData("plan.json")]
    [InlineData("dossier.json")]
    [Trait("Refusal", "OUTPUT_EXISTS")]
    public void Write_FileThatIsThere_IsRefusedAndKept(string name)
    {
        using var folder = new ContractFolder();
        folder.Write(name, "mine"u8);
        var exception = Assert.Throws<OnboardingException>(() => Draft("publisher", null, true).Write(folder.Path));
        Assert.Equal("OUTPUT_EXISTS", exception.Code);
        Assert.Equal("mine", File.ReadAllText(folder[name]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    private static PlanDraft Draft(string to, string? basis, bool hasColumns)
    {
        // Where no column is known and no country, more is asked.
        return PlanDraft.Create(new PlanDraftOptions { To = to, SourcePath = "customers.csv", Columns = hasColumns ? s_dutch : ["tel", "x"], Basis = basis, NeedsEncoding = !hasColumns });
    }

    private static PlanDraft Create(string to, string[] columns, string path = "customers.csv") => PlanDraft.Create(new PlanDraftOptions { To = to, SourcePath = path, Columns = columns });

    private static IEnumerable<string> Paths(string prefix, string json) => DraftAnswers.Questions(JsonNode.Parse(json)!).Select(q => prefix + q.GetPath());
}
