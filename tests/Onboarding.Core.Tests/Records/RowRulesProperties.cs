using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

public sealed class RowRulesProperties
{
    private static readonly string[] s_cells =
    [
        "", "", "-", "yes", "no", "Ja", "unsubscribed", "pending", "customer", "prospect", "4", "3", "2024-05-01", "2026-03-03", "2008-03-02", "2020-01-01", "01-05-2024",
        "audience-matching", "email;upload:paper", "email", "web", "#N/A", "'x", "İ", "ı", "\u00a0yes\u200b",
    ];

    private static readonly Gen<byte[]> s_cell = Gen.Frequency((9, Gen.Elements(s_cells).Select(Encoding.UTF8.GetBytes)), (1, ContractGenerators.Value));

    private static readonly Gen<RowStatement> s_statement =
        from isFiltered in Gen.Elements(true, false)
        from customer in Gen.Elements<bool?>(true, false, null)
        from notice in Gen.Elements("4", "3", null)
        from offered in Gen.Elements<bool?>(true, false, null)
        from provenance in Gen.Elements(true, false)
        from purposes in Gen.Elements<string[]>([], ["email"], ["audience-matching"])
        select new RowStatement
        {
            Column = isFiltered ? RowEvidence.Filter : null,
            Is = isFiltered ? new CellWords("web", "yes") : null,
            IsCustomer = customer,
            NoticeVersion = notice,
            ObjectionOffered = offered,
            HasProvenance = provenance,
            ConsentPurposes = purposes,
        };

    private static readonly Gen<RowFacts> s_facts =
        from basis in Gen.Elements("consent", "legitimate-interest", "public-task")
        from columns in Gen.SubListOf(RowEvidence.Kinds)
        from statements in s_statement.ListOf(2)
        select RowEvidence.Facts(basis, columns, [.. statements]);

    // As many cells as there can be columns.
    private static readonly Gen<byte[][]> s_cellsOfRow = s_cell.ArrayOf(RowEvidence.Kinds.Length + 1);

    [Fact]
    public void Check_AnyRow_HasNoCodeOrOneOfTheList()
    {
        Prop.ForAll(s_facts.ToArbitrary(), s_cellsOfRow.ToArbitrary(), (facts, cells) => Check(facts, cells) is not { } code || DropReasons.All.Any(r => r.Code == code)).Check(ContractGenerators.Runs(5_000, 61));
    }

    [Fact]
    public void Check_AnyRow_HasTheSameCodeInEveryCulture()
    {
        Prop.ForAll(s_facts.ToArbitrary(), s_cellsOfRow.ToArbitrary(), (facts, cells) => Check(facts, cells) == ContractCulture.Run("tr-TR", () => Check(facts, cells))).Check(ContractGenerators.Runs(2_000, 67));
    }

    [Fact]
    public void Check_ColumnOfConsentThatSaysNo_DropsMoreAndNeverLess()
    {
        Prop.ForAll(s_facts.ToArbitrary(), s_cellsOfRow.ToArbitrary(), Gen.Elements("no", "Nee", "0", "falsch", "Unsubscribed", "opted-out").ToArbitrary(), (facts, cells, no) =>
        {
            var more = With(facts, RowEvidence.Column(EvidenceKind.Consent));
            return Check(more, Set(cells, EvidenceKind.Consent, no)) is not null;
        }).Check(ContractGenerators.Runs(3_000, 71));
    }

    [Fact]
    public void Check_CellOfConsentThatIsNoYes_NeverKeepsWhatWasDropped()
    {
        Prop.ForAll(s_facts.ToArbitrary(), s_cellsOfRow.ToArbitrary(), Gen.Elements("", "?", "pending", "no", "whatever").ToArbitrary(), (facts, cells, word) =>
        {
            var without = new RowFacts { Basis = facts.Basis, Columns = facts.Columns.Where(c => c.Key != EvidenceKind.Consent).ToDictionary(), Statements = facts.Statements, NoticeVersions = facts.NoticeVersions, ConsentPurposes = facts.ConsentPurposes, LongestInactive = facts.LongestInactive };
            var more = With(facts, RowEvidence.Column(EvidenceKind.Consent));
            return Check(without, cells) is null || Check(more, Set(cells, EvidenceKind.Consent, word)) is not null;
        }).Check(ContractGenerators.Runs(3_000, 73));
    }

    [Fact]
    public void Check_BirthDateOfAMinor_IsNeverKept()
    {
        Prop.ForAll(s_facts.ToArbitrary(), s_cellsOfRow.ToArbitrary(), Gen.Choose(0, 17 * 365).ToArbitrary(), (facts, cells, days) =>
        {
            var more = With(facts, RowEvidence.Column(EvidenceKind.DateOfBirth));
            var born = RowEvidence.Today.AddDays(-days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            return Check(more, Set(cells, EvidenceKind.DateOfBirth, born)) is not null;
        }).Check(ContractGenerators.Runs(2_000, 79));
    }

    private static RowFacts With(RowFacts facts, EvidenceColumn column)
    {
        Assert.True(EvidenceColumn.TryParse(column.Name, out var kind));
        var columns = new Dictionary<EvidenceKind, EvidenceColumn>(facts.Columns) { [kind] = column };
        return new RowFacts { Basis = facts.Basis, Columns = columns, Statements = facts.Statements, NoticeVersions = facts.NoticeVersions, ConsentPurposes = facts.ConsentPurposes, LongestInactive = facts.LongestInactive };
    }

    private static byte[][] Set(byte[][] cells, EvidenceKind kind, string cell) => [.. cells.Select((c, i) => i == (int)kind ? Encoding.UTF8.GetBytes(cell) : c)];

    // The cells stand by kind, the filter's last.
    private static string? Check(RowFacts facts, byte[][] cells)
    {
        return RowEvidence.Check(facts, name => EvidenceColumn.TryParse(name, out var kind) ? cells[(int)kind] : cells[^1], out _);
    }
}
