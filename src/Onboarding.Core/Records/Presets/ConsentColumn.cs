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

    /// <summary>
    /// Whether what a cell says keeps the person out. Whatever was taken back does. A plain no to being written to does too, because an export that knows only yes and no has no other
    /// word for somebody who left; one to text messages does not: almost nobody has ever been asked for them.
    /// </summary>
    public bool IsNo(ConsentState state) => state == ConsentState.Withdrawn || (state == ConsentState.Refused && Channel is not (ConsentChannel.Sms or ConsentChannel.WhatsApp));

    /// <summary>Whether a cell speaks against its header, as <c>Allow</c> does under <c>Do not allow Emails</c>.</summary>
    public bool IsAgainstHeader(ConsentState state) => (Polarity == ConsentPolarity.Denies && state == ConsentState.Granted) || (Polarity == ConsentPolarity.Grants && state == ConsentState.Withdrawn);
}
