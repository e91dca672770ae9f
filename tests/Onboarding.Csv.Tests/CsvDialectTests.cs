using Onboarding.Csv.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Csv.Tests;

/// <summary>Separators, line ends, headers, and rows that are not as long as the header.</summary>
public sealed class CsvDialectTests
{
    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void Separator_NotGiven_IsTheOneThatTheColumnsTell(string separator)
    {
        // The other three stand in every line, oftener.
        var noise = string.Concat(",;\t|".Replace(separator, "", StringComparison.Ordinal)) + string.Concat(",;\t|".Replace(separator, "", StringComparison.Ordinal));
        var content = CsvFolder.ReadText($"email{separator}x{noise}\na@b.nl{separator}1{noise}\n", "email");

        Assert.Equal(["a@b.nl"], content.First);
    }

    [Theory]
    [InlineData("sep=;\r\n", 3)]
    [InlineData("\"sep=;\"\n", 3)]
    [InlineData("\n\r\nsep=;\n\n", 6)]
    public void Separator_SepLine_IsLeftOut(string start, long line)
    {
        var content = CsvFolder.ReadText(start + "email;x,y\na@b.nl;1\n", "email");

        Assert.Equal((null, line), (content.Rows[0].File, content.Rows[0].Line));
        Assert.Contains("a sep= line", Assert.Single(content.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Separator_SepLineAgainstThePlan_IsLeftOutAndNoted()
    {
        using var folder = new CsvFolder().Write("x.csv", "sep=|\nemail;x\na@b.nl;1\n");

        var content = folder.Read(["x.csv"], new CsvFileOptions { Separator = ';' }, "email");

        Assert.Equal(["a@b.nl"], content.First);
        Assert.Contains("that names |", Assert.Single(content.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void ReadAsync_AnyLineEnd_GivesRowsAndLines(string end)
    {
        var content = CsvFolder.ReadText($"a,b{end}1,\"x{end}y\"{end}2,z{end}{end}3,w", "a", "b");

        Assert.Equal(["1", "2", "3"], content.First);
        Assert.Equal([2L, 4, 6], content.Rows.Select(r => r.Line));
        Assert.Equal($"x{end}y", content.Rows[0].Values[1]);
    }

    [Fact]
    public void ReadAsync_ZeroByteInAMappedField_IsMalformed()
    {
        var content = CsvFolder.ReadText("a,b\n1,x\0\n2\0,y\n3,z\n", "a");

        Assert.Equal(["1", "3"], content.First);
        Assert.Equal([(null, 3L, MalformedReason.ZeroByte)], content.Malformed);
    }

    [Theory]
    [InlineData("\uFEFFEmail,x")]
    [InlineData("\u00A0Email\u00A0,x")]
    [InlineData("\"Email\u200B\",x")]
    [InlineData("\uFEFF\uFEFFEmail,x")]
    [InlineData("EMAIL,Email")]
    public void Header_NameWithInvisibleCharacters_IsFound(string header)
    {
        Assert.Equal([header.StartsWith("EMAIL", StringComparison.Ordinal) ? "2" : "1"], CsvFolder.ReadText(header + "\n1,2\n", "Email").First);
    }

    [Fact]
    public void Header_NameInOtherCase_IsFoundWithANote()
    {
        var content = CsvFolder.ReadText("E-MAIL,x\n1,2\n", "E-mail");

        Assert.Equal(["1"], content.First);
        Assert.Contains("file.csv: column \"E-mail\" is written \"E-MAIL\" there", content.Notes);
    }

    [Theory]
    [InlineData("email,EMAIL")]
    [InlineData("Email,x,Email ")]
    [Trait("Refusal", "COLUMN_MISSING")]
    public void Header_NameThatIsNotUnique_IsRefused(string header) => Assert.Equal("COLUMN_MISSING", CsvFolder.TextRefused(header + "\n1,2,3\n", "Email").Code);

    [Fact]
    public void Header_TenThousandColumns_AreRead()
    {
        var columns = Enumerable.Range(0, 10_000).Select(i => $"column{i}").ToArray();
        var text = string.Join(';', columns) + "\n" + string.Join(';', Enumerable.Range(0, 10_000)) + "\n";

        Assert.Equal(["0", "9999"], Assert.Single(CsvFolder.ReadText(text, "column0", "column9999").Rows).Values);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public void Header_MoreColumnsThanAnyTable_IsRefused() => Assert.Equal("SOURCE_UNREADABLE", CsvFolder.TextRefused("a" + new string(',', 70_000) + "\n", "a").Code);

    [Theory]
    [InlineData("1,x,y\n")]
    [InlineData("1,x,y,,,\n")]
    [InlineData("1,x,y,\"\",\n")]
    [InlineData("1,x\n")]
    [InlineData("1\n")]
    public void ReadAsync_MissingOrSurplusEmptyFieldsAtTheEnd_AreARecord(string row)
    {
        var content = CsvFolder.ReadText("a,b,c\n" + row + "2,x,y\n", "a", "c");

        Assert.Equal(["1", "2"], content.First);
        Assert.Empty(content.Malformed);
        Assert.Equal(row.Count(c => c == ',') < 2, content.Notes.Any(n => n.Contains("1 rows have fewer fields than the header (first in line 2)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1,x,y,z\n2,x,y\n", 2L)]
    [InlineData("1,\n2,x,y\n", 2L)]
    [InlineData("2,x,y\n3,x", 3L)]
    [InlineData("2,x,y\n3,\"x", 3L)]
    public void ReadAsync_SurplusLostOrCutOffField_IsMalformed(string rows, long line)
    {
        var content = CsvFolder.ReadText("a,b,c\n" + rows, "a");

        Assert.Equal(["2"], content.First);
        Assert.Equal([line], content.Malformed.Select(m => m.Line));
    }

    [Fact]
    public void ReadAsync_LastRowWithoutLineEnd_IsARecordWhenItIsWhole() => Assert.Equal(["1", "2"], CsvFolder.ReadText("a,b\n1,x\n2,y", "a").First);

    [Theory]
    [InlineData("5\" disk,1", "5\" disk")]
    [InlineData("O\"\"Neill,1", "O\"\"Neill")]
    [InlineData(" \"a\",1", " \"a\"")]
    public void ReadAsync_QuoteInsideAnUnquotedField_IsText(string row, string value)
    {
        var content = CsvFolder.ReadText($"a,b\n{row}\nx,y\n", "a");

        Assert.Equal([value, "x"], content.First);
        Assert.Contains(content.Notes, n => n.Contains("1 rows have quotes inside fields", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"a\"b,1")]
    [InlineData("5\" disk,\"a\"b")]
    public void ReadAsync_TextAfterAClosingQuote_IsMalformed(string row)
    {
        var content = CsvFolder.ReadText($"a,b\n{row}\nx,y\n", "a");

        Assert.Equal(["x"], content.First);
        Assert.Equal([(null, 2L, MalformedReason.Quoting)], content.Malformed);
    }

    [Fact]
    public void ReadAsync_FaultyRowOverSeveralLines_CountsEachOfThem()
    {
        var content = CsvFolder.ReadText("a,b\n\"1,x\n2,\"y\",\n3,z\n", "a");

        Assert.Equal(["3"], content.First);
        Assert.Equal([2L, 3], content.Malformed.Select(m => m.Line));
    }

    [Theory]
    [InlineData("1,\"x\n")]
    [InlineData("5\" disk,\"x\n")]
    [InlineData("\"a\"b,\"x\n")]
    public void ReadAsync_QuoteThatWouldSwallowTheRest_IsRefused(string row)
    {
        var refusal = CsvFolder.TextRefused("a,b\n" + row + "2,y\n3,z\n", "a");

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("line 2:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAsync_FooterAfterABlankRow_IsLeftOutWithANote()
    {
        var content = CsvFolder.ReadText("a,b\n1,x\n\n\nReport of customers\nGenerated by: somebody\n", "a");

        Assert.Equal(["1"], content.First);
        Assert.Empty(content.Malformed);
        Assert.Contains(content.Notes, n => n.StartsWith("file.csv: 2 rows of one field", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1,x\n\nstray\n2,y\n", "1", "2")]
    [InlineData("1,x\n\nopted-out@example.com\n", "1")]
    public void ReadAsync_RowAfterABlankOneThatIsNoFooter_IsMalformed(string rows, params string[] read)
    {
        var content = CsvFolder.ReadText("a,b\n" + rows, "a");

        Assert.Equal(read, content.First);
        Assert.Equal([(null, 4L, MalformedReason.FieldCount)], content.Malformed);
    }

    [Fact]
    public void ReadAsync_BlankLinesInASingleColumn_AreNoRecords() => Assert.Equal(["x", "y"], CsvFolder.ReadText("email\nx\n\ny\n\n", "email").First);
}
