namespace Onboarding.Delivery.Uploads;

/// <summary>What a platform is to do with the people of an upload.</summary>
internal enum UploadAction
{
    /// <summary>Add them to the list.</summary>
    Add,

    /// <summary>Make the list of them and nobody else.</summary>
    Replace,

    /// <summary>Take them out of the list.</summary>
    Remove,

    /// <summary>Take them out of every list of the account: people who said no. Only where the platform has such a call; otherwise as <see cref="Remove"/>.</summary>
    RemoveEverywhere,
}
