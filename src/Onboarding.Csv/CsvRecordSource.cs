using Onboarding.Records;

namespace Onboarding.Csv;

/// <summary>CSV texts with header rows, opened anew for each pass.</summary>
internal sealed class CsvRecordSource(CsvInput input) : IRecordSource, IRecordSourceDigest
{
    public string Origin { get; } = string.Join('\n', input.Paths);

    public string? ComputeStamp() => input.IsStandardInput ? null : SourceFiles.ComputeStamp(input.Paths);

    public async ValueTask<string?> ComputeDigestAsync(CancellationToken cancellationToken)
    {
        return input.IsStandardInput ? null : await SourceFiles.ComputeDigestAsync(input, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var parts = await CsvPartList.CreateAsync(input, cancellationToken).ConfigureAwait(false);
        if (parts.Count == 1)
        {
            var only = await CsvPartText.OpenAsync(parts[0], 0, columns, cancellationToken).ConfigureAwait(false);
            return new CsvRecordReader(parts, columns, [.. only.UnreadColumns], only);
        }

        // All headers are checked before the first row is read: a wrong last file should not cost an hour.
        var unread = new List<string>();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = await CsvPartText.OpenAsync(parts[i], i, columns, cancellationToken).ConfigureAwait(false);
            await using (part.ConfigureAwait(false))
            {
                unread.AddRange(part.UnreadColumns.Except(unread));
            }
        }

        return new CsvRecordReader(parts, columns, unread, first: null);
    }
}
