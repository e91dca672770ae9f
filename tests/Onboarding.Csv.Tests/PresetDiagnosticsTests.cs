using System.Text;
using Onboarding.Csv.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Csv.Tests;

/// <summary>Faults of exports that other readers pass over in silence are said: a byte order mark, a wrong separator, consent that contradicts its header or itself.</summary>
public sealed class PresetDiagnosticsTests
{
    [Fact]
    [Trait("Complaint", "9")]
    public void ReadAsync_ByteOrderMarkBeforeTheFirstName_IsTakenOffAndNoted()
    {
        using var folder = new CsvFolder();
        folder.Write("a.csv", [0xEF, 0xBB, 0xBF, .. "email,name\na@example.com,A\n"u8]);
        var content = folder.Read("a.csv", "email");

        Assert.Equal(["a@example.com"], content.First);
        Assert.Equal("a.csv: utf-8 with a byte order mark, separator ,", Assert.Single(content.Notes));
        Assert.Equal([SourceSign.ByteOrderMark, SourceSign.SeparatorFound], content.Signs);
    }

    [Theory]
    [InlineData("email;name\na@example.com;A\n", null, true)]
    [InlineData("sep=;\nemail;name\na@example.com;A\n", null, false)]
    [InlineData("email;name\na@example.com;A\n", ';', false)]
    [InlineData("email\na@example.com\n", null, false)]
    [Trait("Complaint", "10")]
    public void ReadAsync_SeparatorThatNobodyNames_IsASign(string text, char? separator, bool isFound)
    {
        using var folder = new CsvFolder();
        var content = folder.Write("a.csv", text).Read(["a.csv"], new CsvFileOptions { Separator = separator }, "email");

        Assert.Equal(isFound ? [SourceSign.SeparatorFound] : Array.Empty<SourceSign>(), content.Signs);
    }

    [Theory]
    [InlineData("email;name;opt in\na@example.com;A;1\n", ',', "a single field, in which a ; stands")]
    [InlineData("email^name\na@example.com^A\n", null, "separated by something else than , ; tab or |")]
    [Trait("Refusal", "COLUMN_MISSING")]
    [Trait("Complaint", "10")]
    public void OpenAsync_HeaderOfOneField_IsRefusedAndNamesTheSeparator(string text, char? separator, string expected)
    {
        using var folder = new CsvFolder();
        var refusal = folder.Write("a.csv", text).Refused(["a.csv"], new CsvFileOptions { Separator = separator }, "email");

        Assert.Equal("COLUMN_MISSING", refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a@example.com", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Do not allow Emails", ConsentPolarity.Denies, "Allow", true)]
    [InlineData("Do not allow Emails", ConsentPolarity.Denies, "Do Not Allow", false)]
    [InlineData("Do not allow Emails", ConsentPolarity.Denies, "1", false)]
    [InlineData("Accepts Marketing", ConsentPolarity.Grants, "Do Not Allow", true)]
    [InlineData("Accepts Marketing", ConsentPolarity.Grants, "no", false)]
    [InlineData("Status", ConsentPolarity.Status, "Unsubscribed", false)]
    [Trait("Complaint", "16")]
    internal void CountConsent_CellAgainstItsHeader_IsCounted(string name, ConsentPolarity polarity, string cell, bool isAgainst)
    {
        var counts = Count((new ConsentColumn(name, ConsentChannel.Email, polarity), cell));
        Assert.Equal((isAgainst ? 1 : 0, 0), (counts.ConsentAgainstHeader, counts.ConsentConflicts));
    }

    /// <summary>Klaviyo's subscribed and suppressed at once.</summary>
    [Fact]
    [Trait("Complaint", "16")]
    public void CountConsent_YesAndNoInOneRow_IsAConflictAndTheNoCounts()
    {
        var columns = CrmPresets.Find("klaviyo")!.Consent;
        var counts = Count((columns[0], "SUBSCRIBED"), (columns[1], "USER_SUPPRESSED"));

        Assert.Equal((0, 1), (counts.ConsentAgainstHeader, counts.ConsentConflicts));
    }

    [Theory]
    [InlineData(ConsentPolarity.Grants, "yes", ConsentState.Granted, false)]
    [InlineData(ConsentPolarity.Grants, "no", ConsentState.Refused, true)]
    [InlineData(ConsentPolarity.Grants, "", ConsentState.Unknown, false)]
    [InlineData(ConsentPolarity.Grants, "perhaps", ConsentState.Unknown, false)]
    [InlineData(ConsentPolarity.Denies, "true", ConsentState.Withdrawn, true)]
    [InlineData(ConsentPolarity.Denies, "false", ConsentState.Unknown, false)]
    [InlineData(ConsentPolarity.Denies, "2026-02-03", ConsentState.Withdrawn, true)]
    [InlineData(ConsentPolarity.DeniedAt, "2026-02-03", ConsentState.Withdrawn, true)]
    [InlineData(ConsentPolarity.DeniedAt, "0000-00-00", ConsentState.Unknown, false)]
    [InlineData(ConsentPolarity.DeniedAt, "", ConsentState.Unknown, false)]
    [InlineData(ConsentPolarity.Status, "No consent", ConsentState.Unknown, false)]
    [InlineData(ConsentPolarity.Status, "Bounced", ConsentState.Withdrawn, true)]
    [InlineData(ConsentPolarity.Flag, "TRUE", ConsentState.Withdrawn, true)]
    [InlineData(ConsentPolarity.Flag, "Active", ConsentState.Unknown, false)]
    [InlineData(ConsentPolarity.Flag, "Jan", ConsentState.Unknown, false)]
    internal void Read_Cell_IsWhatCellAndHeaderSay(ConsentPolarity polarity, string cell, ConsentState expected, bool isNo)
    {
        var column = new ConsentColumn("x", ConsentChannel.Email, polarity);
        var state = column.Read(Encoding.UTF8.GetBytes(cell));
        Assert.Equal((expected, isNo), (state, column.IsNo(state)));
    }

    [Theory]
    [InlineData(ConsentChannel.Sms, "no", false)]
    [InlineData(ConsentChannel.WhatsApp, "no", false)]
    [InlineData(ConsentChannel.Sms, "Unsubscribed", true)]
    [InlineData(ConsentChannel.Every, "no", true)]
    internal void IsNo_TextMessages_NeedMoreThanAPlainNo(ConsentChannel channel, string cell, bool isNo)
    {
        var column = new ConsentColumn("x", channel, ConsentPolarity.Grants);
        Assert.Equal(isNo, column.IsNo(column.Read(Encoding.UTF8.GetBytes(cell))));
    }

    private static CellCounts Count(params (ConsentColumn Column, string Cell)[] cells)
    {
        var facts = new RowFacts { Basis = "legitimate-interest", Consent = [.. cells.Select(c => c.Column)] };
        var batch = new RecordBatch(cells.Length);
        batch.BeginRecord(1);
        foreach (var (_, cell) in cells)
        {
            batch.AddValue(cell);
        }

        batch.EndRecord();
        var counts = new CellCounts();
        new RowRules(facts, new DateOnly(2026, 3, 2)).CountConsent(batch, 0, 0, counts);
        return counts;
    }
}
