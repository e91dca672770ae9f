namespace Onboarding.Records;

/// <summary>What a column of consent is about. None of them is another: who accepts e-mail has said nothing of advertisements (rule LB-06).</summary>
internal enum ConsentChannel
{
    /// <summary>The record as a whole, such as one that is blocked or deleted.</summary>
    Every,

    Email,

    Sms,

    WhatsApp,

    Phone,

    Post,

    Fax,

    /// <summary>Advertisements, and the sharing of data for them.</summary>
    Ads,
}
