namespace Onboarding.Csv;

/// <summary>Which files a source is made of, and what is known about them.</summary>
internal sealed class CsvInput
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInputPath = "-";

    private Stream? _standardInput;
    private int _isStandardInputTaken;

    public CsvInput(IReadOnlyList<string> paths, CsvFileOptions options, Stream? standardInput = null)
    {
        if (options.Encoding is { } encoding && !Records.SourceEncodings.All.Contains(encoding))
        {
            throw new ArgumentException("The encoding is not one of " + string.Join(", ", Records.SourceEncodings.All) + ".", nameof(options));
        }

        Paths = paths;
        Options = options;
        _standardInput = standardInput;
    }

    /// <summary>Full paths, of which the last segment may have <c>*</c> and <c>?</c>; or <see cref="StandardInputPath"/> alone.</summary>
    public IReadOnlyList<string> Paths { get; }

    public CsvFileOptions Options { get; }

    public bool IsStandardInput => Paths is [StandardInputPath];

    /// <summary>Standard input, which can be read once.</summary>
    public Stream TakeStandardInput()
    {
        if (Interlocked.Exchange(ref _isStandardInputTaken, 1) == 1)
        {
            throw new OnboardingException(Reasons.SourceUnreadable, "standard input has already been read; it can be read once");
        }

        return Interlocked.Exchange(ref _standardInput, null) ?? throw new OnboardingException(Reasons.SourceUnreadable, "the plan reads standard input, and the program handed none over");
    }
}
