using Onboarding.Csv;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding;

/// <summary>Records from CSV files (RFC 4180), plain, gzip or zip, in any encoding of <see cref="SourceEncodings"/>, read with bounded memory.</summary>
public static class CsvRecords
{
    /// <summary>The source that a sender's plan names.</summary>
    /// <param name="plan">A plan that passed its review.</param>
    /// <param name="standardInput">What is read where the plan's path is <c>-</c>; it is read once and closed.</param>
    /// <exception cref="ArgumentException">The plan takes its records from code, or reads standard input and none is handed over.</exception>
    public static IRecordSource FromPlan(ApprovedPlan plan, Stream? standardInput = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return FromPlan(plan.Source, standardInput, nameof(plan));
    }

    /// <summary>The source that a recipient's plan names.</summary>
    /// <param name="plan">A plan that passed its review.</param>
    /// <param name="standardInput">What is read where the plan's path is <c>-</c>; it is read once and closed.</param>
    /// <exception cref="ArgumentException">The plan takes its records from code, or reads standard input and none is handed over.</exception>
    public static IRecordSource FromPlan(ApprovedMatchPlan plan, Stream? standardInput = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return FromPlan(plan.Source, standardInput, nameof(plan));
    }

    /// <summary>Any CSV file with a header row.</summary>
    /// <param name="path">The file, or a pattern with <c>*</c> and <c>?</c> in its name.</param>
    /// <param name="separator">The separator; null to find it out from <c>, ; tab |</c>.</param>
    public static IRecordSource FromFile(string path, char? separator = null) => FromFiles([path], new CsvFileOptions { Separator = separator });

    /// <summary>CSV files with header rows as one source. Each has the columns that are read, in an order of its own.</summary>
    /// <param name="paths">The files, or patterns with <c>*</c> and <c>?</c> in the name.</param>
    /// <param name="options">What is known about the files; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no path, or the encoding is not known.</exception>
    public static IRecordSource FromFiles(IReadOnlyList<string> paths, CsvFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0 || paths.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("Name at least one file, and no empty path.", nameof(paths));
        }

        return new CsvRecordSource(new CsvInput([.. paths.Select(Path.GetFullPath)], options ?? new CsvFileOptions()));
    }

    /// <summary>Reads the header row of a file, and as much of what follows as it takes to find out the separator.</summary>
    /// <param name="path">The file, or a pattern with <c>*</c> and <c>?</c> in its name, of which the first is read.</param>
    /// <param name="options">What is known about the file; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>SOURCE_UNREADABLE</c>, <c>SOURCE_EMPTY</c>, <c>ENCODING_UNDECLARED</c>, <c>ENCODING_UNSUPPORTED</c>.</exception>
    public static async ValueTask<CsvFileHeader> ReadHeaderAsync(string path, CsvFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var parts = await CsvPartList.CreateAsync(new CsvInput([Path.GetFullPath(path)], options ?? new CsvFileOptions()), cancellationToken).ConfigureAwait(false);
        var part = await CsvPartText.OpenAsync(parts[0], 0, [], cancellationToken).ConfigureAwait(false);
        await using (part.ConfigureAwait(false))
        {
            return part.Header;
        }
    }

    private static CsvRecordSource FromPlan(PlanSource source, Stream? standardInput, string parameter)
    {
        if (source.Paths.Count == 0)
        {
            throw new ArgumentException("The plan takes its records from code; hand over an IRecordSource of your own.", parameter);
        }

        var input = new CsvInput(source.Paths, new CsvFileOptions { Separator = source.Separator, Encoding = source.Encoding, Members = source.Members, Check = source.Check }, standardInput);
        return input.IsStandardInput && standardInput is null
            ? throw new ArgumentException("The plan reads standard input, and a library does not take it by itself: hand it over.", parameter)
            : new CsvRecordSource(input);
    }
}
