using System.Text;
using Onboarding.Csv.Tests.Support;

namespace Onboarding.Csv.Tests;

/// <summary>Encodings: byte order mark, strict UTF-8, then the declared one.</summary>
public sealed class CsvEncodingTests : IDisposable
{
    private const string Text = "Naam,id\nJürgen Müller €,a1\nŽoržs,b2\n";

    private readonly CsvFolder _folder = new();

    public static TheoryData<string> Names => [.. Records.SourceEncodings.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encoding_EveryName_IsReadAsDeclared(string name)
    {
        var encoding = name == "iso-8859-1" ? Encoding.Latin1 : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name.Replace("utf-16le", "utf-16", StringComparison.Ordinal));
        var value = encoding.GetString(encoding.GetBytes("Zoë Жанна Łukasz 5"));

        var content = _folder.Write("x.csv", encoding.GetBytes($"id,v\n1,{value}\n")).Read(["x.csv"], new CsvFileOptions { Encoding = name }, "v");

        Assert.Equal([value], content.First);
        Assert.Contains(name, Assert.Single(content.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Encoding_ByteOrderMark_WinsOverTheDeclaredOne(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)];

        var content = _folder.Write("x.csv", bytes).Read(["x.csv"], new CsvFileOptions { Encoding = "windows-1252" }, "Naam");

        Assert.Equal(["Jürgen Müller €", "Žoržs"], content.First);
        Assert.Contains("(declared: windows-1252)", Assert.Single(content.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Encoding_Utf8AlthoughAnotherIsDeclared_IsReadAsUtf8WithANote()
    {
        var content = _folder.Write("x.csv", Text).Read(["x.csv"], new CsvFileOptions { Encoding = "windows-1252" }, "Naam");

        Assert.Equal(["Jürgen Müller €", "Žoržs"], content.First);
        Assert.Equal("x.csv: utf-8 (declared: windows-1252), separator ,", Assert.Single(content.Notes));
    }

    [Fact]
    [Trait("Refusal", "ENCODING_UNSUPPORTED")]
    public void Encoding_Utf8FirstAndAnotherLater_IsRefusedWithItsLine()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Text), .. Filler(100_000), .. Encoding.Latin1.GetBytes("Jürgen,c3\n")];

        var refusal = _folder.Write("x.csv", bytes).Refused(["x.csv"], new CsvFileOptions { Encoding = "windows-1252" }, "id");

        Assert.Equal("ENCODING_UNSUPPORTED", refusal.Code);
        Assert.Contains("line 100004 ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30_000)]
    [Trait("Refusal", "ENCODING_UNDECLARED")]
    public void Encoding_NotUtf8AndNotDeclared_IsRefusedWithAProposal(int rowsBefore)
    {
        byte[] bytes = [.. "Naam,id\n"u8, .. Filler(rowsBefore), .. Encoding.Latin1.GetBytes("Jürgen,a\n")];

        var refusal = _folder.Write("x.csv", bytes).Refused("x.csv", "id");

        Assert.Equal("ENCODING_UNDECLARED", refusal.Code);
        Assert.Contains($"line {rowsBefore + 2} ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("windows-1252", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("rgen", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encoding_BadBytesInDeclaredUtf8_StayForTheValueToBeRejected()
    {
        byte[] bytes = [.. "Naam,id\nJ"u8, 0xFC, .. "rgen,a\n"u8];

        var content = _folder.Write("x.csv", bytes).Read(["x.csv"], new CsvFileOptions { Encoding = "utf-8" }, "Naam", "id");

        Assert.Equal(["0x4AFC7267656E", "a"], Assert.Single(content.Rows).Values);
    }

    [Fact]
    public void Encoding_LoneSurrogate_IsNoUtf8AndNoReplacementCharacter()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,x\na"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("b,1\nc,2\n")];

        Assert.Equal(["0x61EDA08062", "c"], _folder.Write("x.csv", bytes).Read("x.csv", "id").First);
    }

    [Theory]
    [InlineData("utf-16", "utf-16le")]
    [InlineData("utf-16BE", "utf-16be")]
    public void Encoding_Utf16WithoutMark_IsRefusedWithAProposal(string name, string proposal)
    {
        var refusal = _folder.Write("x.csv", Encoding.GetEncoding(name).GetBytes("id,x\na,1\n")).Refused("x.csv", "id");

        Assert.Equal("ENCODING_UNDECLARED", refusal.Code);
        Assert.Contains($"\"{proposal}\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encoding_Utf32_IsRefused()
    {
        Assert.Equal("ENCODING_UNSUPPORTED", _folder.Write("x.csv", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Text)]).Refused("x.csv", "id").Code);
    }

    [Fact]
    public void Encoding_UnknownName_IsRefusedAtOnce() => Assert.Throws<ArgumentException>(() => CsvRecords.FromFiles(["x.csv"], new CsvFileOptions { Encoding = "klingon" }));

    // Whatever pieces the input comes in, and however small the room for the output is.
    [Theory]
    [InlineData("utf-8", false)]
    [InlineData(null, false)]
    [InlineData("utf-16le", true)]
    [InlineData("windows-1252", false)]
    public async Task Utf8TextStream_AnyPieces_GiveTheSameText(string? name, bool isUtf16)
    {
        var text = string.Concat(Enumerable.Repeat("aé€😀\r\n", 3000));
        var bytes = isUtf16 ? Encoding.Unicode.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        foreach (var length in new[] { 1, 3, 5, 4096, 100_000 })
        {
            var decoder = name is null ? new Utf8Decoder(TextFault.NotUtf8) : TextEncodings.Create(name);
            await using var stream = new Utf8TextStream(new GeneratedStream([], bytes, bytes.Length), decoder, "x");
            using var result = new MemoryStream();
            var buffer = new byte[length];
            for (int count; (count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
            {
                result.Write(buffer, 0, count);
            }

            Assert.Equal(text, Encoding.UTF8.GetString(result.ToArray()));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Filler(int rows) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("é,b\n", rows)));
}
