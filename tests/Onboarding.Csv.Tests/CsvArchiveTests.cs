using System.Diagnostics;
using System.Text;
using Onboarding.Csv.Tests.Support;

namespace Onboarding.Csv.Tests;

/// <summary>Several files as one source, gzip and zip.</summary>
public sealed class CsvArchiveTests : IDisposable
{
    private readonly CsvFolder _folder = new();

    [Fact]
    public void FromFiles_Pattern_ReadsTheFilesInOrderAndNamesThemByLine()
    {
        _folder.Write("e/b.csv", "x;email\n1;b1\n2;b2\n").Write("e/a.csv", "email,y\na1,1\n").Write("e/.hidden.csv", "z\n").Write("e/c.txt", "z\n");

        var content = _folder.Read(["e/*.csv"], new CsvFileOptions(), "email");

        Assert.Equal([("a.csv", 2L, "a1"), ("b.csv", 2, "b1"), ("b.csv", 3, "b2")], content.Rows.Select(r => (r.File!, r.Line, r.Values[0])));
        Assert.Equal(["y", "x"], content.UnreadColumns);
        Assert.Equal(["a.csv: utf-8, separator ,", "b.csv: utf-8, separator ;"], content.Notes);
    }

    [Fact]
    public void FromFiles_List_ReadsInTheOrderOfTheList()
    {
        _folder.Write("1/x.csv", "email\na\n").Write("2/x.csv", "email\nb\n\nc,d\n");

        var content = _folder.Read(["2/x.csv", "1/x.csv"], new CsvFileOptions(), "email");

        Assert.Equal(["b", "a"], content.First);
        Assert.Equal((_folder["2/x.csv"], 4L), (content.Malformed[0].File, content.Malformed[0].Line));
    }

    [Fact]
    public void FromFiles_FileWithoutTheColumn_IsRefusedBeforeTheFirstRow()
    {
        _folder.Write("a.csv", "email\n1\n").Write("b.csv", "mail\n1\n");

        var refusal = Assert.Throws<OnboardingException>(() => _folder.Source(["*.csv"], new CsvFileOptions()).OpenAsync(["email"], TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult());

        Assert.Equal("COLUMN_MISSING", refusal.Code);
        Assert.Contains("b.csv", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none*.csv")]
    [InlineData("nowhere/*.csv")]
    public void FromFiles_PatternWithoutFiles_IsRefused(string pattern) => Assert.Equal("SOURCE_UNREADABLE", _folder.Refused(pattern, "a").Code);

    [Fact]
    public void FromFiles_FileTwice_IsRefused()
    {
        Assert.Equal("SOURCE_UNREADABLE", _folder.Write("a.csv", "email\n1\n").Refused(["a.csv", "*.csv"], new CsvFileOptions(), "email").Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8_000)]
    [InlineData(200_000)]
    public void Gzip_WhateverItsName_IsUnpacked(int rows)
    {
        var text = "email\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i * 7919}@b.nl\n"));

        var content = _folder.Write("x.csv", CsvFolder.Gzip(Encoding.UTF8.GetBytes(text))).Read("x.csv", "email");

        Assert.Equal(rows, content.Rows.Count);
        Assert.Equal("x.csv: utf-8, separator ,, gzip", Assert.Single(content.Notes));
    }

    [Fact]
    public void Gzip_SeveralMembers_AreOneText()
    {
        var text = Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i * 7919}@b.nl\n")));
        var members = text.Chunk(997).SelectMany(CsvFolder.Gzip);

        Assert.Equal(5000, _folder.Write("x.gz", [.. members, .. CsvFolder.Gzip([]), 0, 0, 0]).Read("x.gz", "email").Rows.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(5000)]
    public void Gzip_CutOff_IsRefused(int missing)
    {
        var bytes = CsvFolder.Gzip(Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i * 7919}@b.nl\n"))));

        var refusal = _folder.Write("x.gz", bytes[..^missing]).Refused("x.gz", "email");

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("x.gz", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(40)]
    public void Gzip_ByteChanged_IsRefused(int fromEnd)
    {
        var bytes = CsvFolder.Gzip(Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i * 7919}@b.nl\n"))));
        bytes[^fromEnd] ^= 0x10;

        Assert.Equal("SOURCE_UNREADABLE", _folder.Write("x.gz", bytes).Refused("x.gz", "email").Code);
    }

    [Fact]
    public void Gzip_Twice_IsRefused() => Assert.Equal("SOURCE_UNREADABLE", _folder.Write("x.gz", CsvFolder.Gzip(CsvFolder.Gzip("a\n1\n"u8.ToArray()))).Refused("x.gz", "a").Code);

    [Fact]
    public void Gzip_HeaderWithNameAndComment_IsUnpacked()
    {
        var plain = CsvFolder.Gzip("a\n1\n"u8.ToArray());
        byte[] withFields = [.. plain[..3], 4 | 8 | 16, .. plain[4..10], 2, 0, 7, 7, .. "export.csv\0"u8, .. "made by hand\0"u8, .. plain[10..]];

        Assert.Equal(["1"], _folder.Write("x.gz", withFields).Read("x.gz", "a").First);
    }

    [Fact]
    public void Zip_OneMember_IsReadAndNamed()
    {
        var content = _folder.WriteZip("x.zip", ("export/people.csv", "a,b\n1,2\n"), ("__MACOSX/._people.csv", "x"), ("export/.DS_Store", "x")).Read("x.zip", "a");

        Assert.Equal(("x.zip/export/people.csv", 2L, "1"), (content.Rows[0].File, content.Rows[0].Line, content.Rows[0].Values[0]));
    }

    [Fact]
    public void Zip_SeveralMembersNotChosen_IsRefusedWithTheirNames()
    {
        // In some exports the member's name says who opted out: a choice for a person.
        var refusal = _folder.WriteZip("x.zip", ("subscribed.csv", "a\n1\n"), ("unsubscribed.csv", "a\n2\n")).Refused("x.zip", "a");

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("\"subscribed.csv\", \"unsubscribed.csv\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_MembersByPattern_AreOneSource()
    {
        _folder.WriteZip("x.zip", ("part1.csv", "a\n1\n"), ("part2.csv", "a\n2\n"), ("readme.txt", "hello"));

        var content = _folder.Read(["x.zip"], new CsvFileOptions { Members = ["part*.csv"] }, "a");

        Assert.Equal([("x.zip/part1.csv", "1"), ("x.zip/part2.csv", "2")], content.Rows.Select(r => (r.File!, r.Values[0])));
        Assert.Equal("SOURCE_UNREADABLE", _folder.Refused(["x.zip"], new CsvFileOptions { Members = ["other*"] }, "a").Code);
    }

    [Fact]
    public void Zip_GzipInside_IsUnpackedAndAnotherZipIsNot()
    {
        using (var archive = System.IO.Compression.ZipFile.Open(_folder["x.zip"], System.IO.Compression.ZipArchiveMode.Create))
        {
            using (var stream = archive.CreateEntry("a.csv.gz").Open())
            {
                stream.Write(CsvFolder.Gzip("a\n1\n"u8.ToArray()));
            }

            _folder.WriteZip("inner.zip", ("a.csv", "a\n1\n"));
            using var inner = archive.CreateEntry("inner.zip").Open();
            inner.Write(File.ReadAllBytes(_folder["inner.zip"]));
        }

        Assert.Equal(["1"], _folder.Read(["x.zip"], new CsvFileOptions { Members = ["a*"] }, "a").First);
        Assert.Equal("SOURCE_UNREADABLE", _folder.Refused(["x.zip"], new CsvFileOptions { Members = ["inner*"] }, "a").Code);
    }

    [Fact]
    public void Zip_ByteChangedOrCutOff_IsRefused()
    {
        using (var archive = System.IO.Compression.ZipFile.Open(_folder["x.zip"], System.IO.Compression.ZipArchiveMode.Create))
        {
            using var stream = archive.CreateEntry("a.csv", System.IO.Compression.CompressionLevel.NoCompression).Open();
            stream.Write("a\nHELLO\n"u8);
        }

        var bytes = File.ReadAllBytes(_folder["x.zip"]);
        bytes[bytes.AsSpan().IndexOf("HELLO"u8)] ^= 1;

        Assert.Contains("checksum", _folder.Write("x.zip", bytes).Refused("x.zip", "a").Message, StringComparison.Ordinal);
        Assert.Equal("SOURCE_UNREADABLE", _folder.Write("x.zip", bytes[..^10]).Refused("x.zip", "a").Code);
    }

    [Fact]
    public void Zip_Encrypted_IsRefused()
    {
        _folder.Write("a.csv", "a\n1\n");
        try
        {
            using var zip = Process.Start(new ProcessStartInfo("zip", ["-q", "-P", "secret", "x.zip", "a.csv"]) { WorkingDirectory = Path.GetDirectoryName(_folder["x"])! })!;
            zip.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("The tool zip is not installed.");
        }

        var refusal = _folder.Refused("x.zip", "a");

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("encrypted", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_Spreadsheet_IsRefusedByWhatItIs()
    {
        Assert.Contains("spreadsheet", _folder.WriteZip("x.xlsx", ("[Content_Types].xml", "x"), ("xl/sheet1.xml", "x")).Refused("x.xlsx", "a").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("425A6839", "bzip2")]
    [InlineData("FD377A585A00", "xz")]
    [InlineData("28B52FFD", "zstd")]
    [InlineData("D0CF11E0A1B11AE1", ".xls")]
    public void OpenAsync_OtherFormats_AreNamed(string hex, string what)
    {
        Assert.Contains(what, _folder.Write("x", Convert.FromHexString(hex + "00112233")).Refused("x", "a").Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
