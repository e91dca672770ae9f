using System.Globalization;
using System.Text.RegularExpressions;
using Onboarding.Reports;

namespace Onboarding.Core.Tests.Reports;

/// <summary>Contrast of the report's colors in both themes (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public sealed partial class ReportStyleTests
{
    [Theory]
    [InlineData("ink", "page", 4.5)]
    [InlineData("ink", "panel", 4.5)]
    [InlineData("ink", "warn-panel", 4.5)]
    [InlineData("quiet", "page", 4.5)]
    [InlineData("quiet", "panel", 4.5)]
    [InlineData("link", "panel", 4.5)]
    [InlineData("link", "warn-panel", 4.5)]
    [InlineData("warn", "warn-panel", 4.5)]
    [InlineData("warn", "panel", 4.5)]
    [InlineData("refuse", "panel", 4.5)]
    [InlineData("in", "panel", 3)]
    [InlineData("in", "left", 3)]
    [InlineData("rows", "panel", 3)]
    [InlineData("out", "panel", 3)]
    [InlineData("no", "panel", 3)]
    public void Colors_OfAPair_HaveEnoughContrastInBothThemes(string color, string ground, double least)
    {
        var themes = Theme().Matches(ReportStyle.Element.ToString()).Select(m => m.Value).Take(2).ToList();

        Assert.Equal(2, themes.Count);
        Assert.All(themes, theme => Assert.True(Contrast(Color(theme, color), Color(theme, ground)) >= least, $"{color} on {ground} in {theme}"));
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    // Relative luminance of sRGB (WCAG 2.2).
    private static double Color(string theme, string name)
    {
        var hex = Regex.Match(theme, $"--{name}: #([0-9a-f]{{6}});").Groups[1].Value;
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@":root \{[^}]*--ink[^}]*\}")]
    private static partial Regex Theme();
}
