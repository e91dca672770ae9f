using System.IO.Compression;
using System.Text;
using Onboarding.Csv.Tests.Support;

namespace Onboarding.Csv.Tests;

/// <summary>Damaged files in every packing and encoding: records or a refusal, and never another exception or a value in a message.</summary>
public sealed class CsvHostileInputTests
{
    private static readonly string[] s_pieces = ["email", ",", ";", "\n", "\r", "\"", "\"\"", "id", "é", "\0", "secret-value@b.nl", "sep=;\n", "\uFEFF", " ", "\t", "€", "x,y\n", "\n\n"];
    private static readonly string?[] s_encodings = [null, "utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-7"];

    [Theory]
    [InlineData(5)]
    [InlineData(77)]
    public void Read_MutatedFile_GivesRecordsOrARefusal(int seed)
    {
        var random = new Random(seed);
        using var folder = new CsvFolder();
        for (var i = 0; i < 1000; i++)
        {
            var content = Create(random);
            folder.Write("f", content);
            var options = new CsvFileOptions { Encoding = s_encodings[random.Next(s_encodings.Length)], Members = random.Next(2) == 0 ? [] : ["*"] };
            var thrown = Record.Exception(() => folder.Read(["f"], options, "email", "id"));

            Assert.True(thrown is null or OnboardingException, $"{thrown?.GetType()} in run {i}: {Convert.ToHexString(content)}");
            Assert.DoesNotContain("secret-value", thrown?.Message ?? "", StringComparison.Ordinal);
        }
    }

    private static byte[] Create(Random random)
    {
        var text = new StringBuilder("email,id\n");
        for (var pieces = random.Next(60); pieces > 0; pieces--)
        {
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        }

        Encoding[] encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.Latin1];
        var content = encodings[random.Next(encodings.Length)].GetBytes(text.ToString());
        content = random.Next(4) switch { 0 => CsvFolder.Gzip(content), 1 => Zip(content), _ => content };
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            content[random.Next(content.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? content[..random.Next(content.Length + 1)] : content;
    }

    private static byte[] Zip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create))
        {
            using var stream = archive.CreateEntry("a.csv").Open();
            stream.Write(content);
        }

        return target.ToArray();
    }
}
