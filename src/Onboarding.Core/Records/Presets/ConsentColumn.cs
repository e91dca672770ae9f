namespace Onboarding.Records;

/// <summary>A column in which an export says what people agreed to or refused.</summary>
/// <param name="Name">The column's name; in a preset, with a <c>*</c> at the end, how it begins.</param>
/// <param name="Channel">What it is about.</param>
/// <param name="Polarity">How its header speaks.</param>
internal sealed record ConsentColumn(string Name, ConsentChannel Channel, ConsentPolarity Polarity)
{
    private static readonly CellWords s_true = new("1", "true", "yes", "ja", "waar", "wahr");

    private readonly EvidenceColumn _cells = new(Name) { Denies = Polarity == ConsentPolarity.Denies, Yes = Polarity == ConsentPolarity.Flag ? s_true : null };

    /// <summary>Whether every export of the system has the column, so that a file without it is another file.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What a cell says.</summary>
    public ConsentState Read(ReadOnlySpan<byte> cell) => Polarity switch
    {
        ConsentPolarity.DeniedAt => ConsentCell.IsWithdrawal(_cells, cell) ? ConsentState.Withdrawn : ConsentState.Unknown,
        ConsentPolarity.Flag => ConsentCell.Read(_cells, cell) is ConsentState.Granted or ConsentState.Withdrawn ? ConsentState.Withdrawn : ConsentState.Unknown,
        _ => ConsentCell.Read(_cells, cell),
    };

    /// <summary>Whether a cell says no. An export that knows only yes and no means no by no.</summary>
    public static bool IsNo(ConsentState state) => state is ConsentState.Refused or ConsentState.Withdrawn;

    /// <summary>Whether a cell speaks against its header, as <c>Allow</c> does under <c>Do not allow Emails</c>.</summary>
    public bool IsAgainstHeader(ConsentState state) => (Polarity == ConsentPolarity.Denies && state == ConsentState.Granted) || (Polarity == ConsentPolarity.Grants && state == ConsentState.Withdrawn);
}
