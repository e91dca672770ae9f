using System.IO.Compression;
using System.Text;
using Onboarding.Records;

namespace Onboarding.Csv.Tests.Support;

/// <summary>Files of a test, and what is read from them.</summary>
internal sealed class CsvFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("onboarding-csv-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public CsvFolder Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public CsvFolder Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this;
    }

    public CsvFolder WriteZip(string name, params (string Name, string Text)[] members)
    {
        using var archive = ZipFile.Open(this[name], ZipArchiveMode.Create);
        foreach (var (member, text) in members)
        {
            using var stream = archive.CreateEntry(member, CompressionLevel.Fastest).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return this;
    }

    public CsvContent Read(string name, params string[] columns) => Read([name], new CsvFileOptions(), columns);

    public CsvContent Read(string[] names, CsvFileOptions options, params string[] columns) => CsvContent.Read(Source(names, options), columns);

    public OnboardingException Refused(string name, params string[] columns) => Refused([name], new CsvFileOptions(), columns);

    public OnboardingException Refused(string[] names, CsvFileOptions options, params string[] columns) => Assert.Throws<OnboardingException>(() => Read(names, options, columns));

    public IRecordSource Source(string[] names, CsvFileOptions options) => CsvRecords.FromFiles([.. names.Select(n => this[n])], options);

    public static CsvContent ReadText(string text, params string[] columns)
    {
        using var folder = new CsvFolder();
        return folder.Write("file.csv", text).Read("file.csv", columns);
    }

    public static OnboardingException TextRefused(string text, params string[] columns)
    {
        using var folder = new CsvFolder();
        return folder.Write("file.csv", text).Refused("file.csv", columns);
    }

    public static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
