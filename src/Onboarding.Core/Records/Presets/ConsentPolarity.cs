namespace Onboarding.Records;

/// <summary>How the header of a column of consent speaks. Cells that speak for themselves go before it.</summary>
internal enum ConsentPolarity
{
    /// <summary>A yes grants and a no denies: <c>Accepts Email Marketing</c>.</summary>
    Grants,

    /// <summary>A yes denies, and so does anything that is no word for nothing: <c>Email Opt Out</c>.</summary>
    Denies,

    /// <summary>Whatever stands there denies, such as the day on which somebody said no.</summary>
    DeniedAt,

    /// <summary>Words that speak for themselves: <c>Subscribed</c>, <c>Unsubscribed</c>.</summary>
    Status,

    /// <summary>A yes denies, and nothing else does: in a column whose name is not known beforehand.</summary>
    Flag,
}
