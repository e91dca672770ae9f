namespace Onboarding.Delivery.Uploads;

/// <summary>Formats of uploads.</summary>
internal static class UploadFormats
{
    /// <summary>What is wrong with a target, in words for the person who wrote the plan; null where nothing is.</summary>
    public static string? Check(UploadTarget target, UploadAction action) => target.Format == "api" && action == UploadAction.RemoveEverywhere ? "" : null;
}
