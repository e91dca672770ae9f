using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Onboarding.Core.Tests.Support;

/// <summary>A report for people as a document; reading it says that it is well-formed.</summary>
internal sealed partial class RunPage
{
    public RunPage(string html)
    {
        Html = html;
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        Document = XDocument.Load(reader);
    }

    public string Html { get; }

    public XDocument Document { get; }

    public XElement Root => Document.Root!;

    public static async Task<RunPage> ReadAsync(RunReport report) => new(await File.ReadAllTextAsync(report.ReportPagePath));

    public IEnumerable<XElement> All(string name) => Root.Descendants(name);

    public XElement Section(string id) => All("section").Single(s => (string?)s.Attribute("id") == id);

    /// <summary>The text of a part as it is read, with single spaces.</summary>
    public static string Text(XElement element) => Space().Replace(element.Value, " ").Trim();

    [GeneratedRegex(@"[\s\u00A0]+")]
    private static partial Regex Space();
}
