using Onboarding.Reports;

namespace Onboarding.Core.Tests.Reports;

/// <summary>A value that is put into markup stays text.</summary>
public sealed class MarkupTests
{
    [Theory]
    [InlineData("<script>", "&lt;script&gt;")]
    [InlineData("\" onload='x'", "&quot; onload=&#39;x&#39;")]
    [InlineData("a & b", "a &amp; b")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("Café B.V. 日本 \U0001F4F0", "Café B.V. 日本 \U0001F4F0")]
    [InlineData("two\nlines", "two\nlines")]
    [InlineData("\0\u0001\u001b\u007f\u0085", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\u202Egnp.exe\u202C\u2066\u200F", "\uFFFDgnp.exe\uFFFD\uFFFD\uFFFD")]
    [InlineData("\uFFFE\uFFFF", "\uFFFD\uFFFD")]
    public void AppendFormatted_Text_IsEncoded(string text, string encoded)
    {
        Markup markup = $"<p title=\"{text}\">{text}</p>";

        Assert.Equal($"<p title=\"{encoded}\">{encoded}</p>", markup.ToString());
    }

    [Fact]
    public void AppendFormatted_HalfASurrogatePair_IsReplaced()
    {
        var text = "a" + (char)0xD83D + "b";
        Markup markup = $"{text}";

        Assert.Equal("a\uFFFDb", markup.ToString());
    }

    [Fact]
    public void AppendFormatted_Markup_IsNotEncodedAgain()
    {
        Markup inner = $"<b>{"&"}</b>";
        Markup outer = $"<p>{inner}{new[] { inner, inner }}</p>";

        Assert.Equal("<p><b>&amp;</b><b>&amp;</b><b>&amp;</b></p>", outer.ToString());
    }

    [Fact]
    public void AppendFormatted_Number_IsWrittenAsMarkupWritesNumbers()
    {
        Markup markup = $"{1234.5678} {0.0} {-0.05}";

        Assert.Equal("1234.568 0 -0.05", markup.ToString());
    }
}
