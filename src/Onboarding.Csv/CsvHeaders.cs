using Onboarding.Csv;
using Onboarding.Records;

namespace Onboarding;

/// <summary>Reads the header rows of CSV files for the review of plans that leave their columns to a preset: an <see cref="OnboardingHome.SourceHeaders"/>.</summary>
public sealed class CsvHeaders : ISourceHeaders
{
    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<SourceHeader>> ReadAsync(IReadOnlyList<string> paths, char? separator, string? encoding, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(members);
        var parts = await CsvPartList.CreateAsync(new CsvInput(paths, new CsvFileOptions { Separator = separator, Encoding = encoding, Members = members }), cancellationToken).ConfigureAwait(false);
        var headers = new List<SourceHeader>();
        foreach (var (i, part) in parts.Index())
        {
            var text = await CsvPartText.OpenAsync(part, i, [], cancellationToken).ConfigureAwait(false);
            await using (text.ConfigureAwait(false))
            {
                headers.Add(new SourceHeader(part.Name, text.Header.Columns));
            }
        }

        return headers;
    }
}
