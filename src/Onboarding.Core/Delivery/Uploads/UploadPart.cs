namespace Onboarding.Delivery.Uploads;

/// <summary>A file of an upload.</summary>
/// <param name="FileName">Its name: the output's id, what it holds, its number.</param>
/// <param name="Path">Where it was written.</param>
/// <param name="Members">How many people it holds.</param>
/// <param name="Method">The HTTP method of a request's body; null for a file that somebody uploads.</param>
/// <param name="Address">The address of the request.</param>
internal sealed record UploadPart(string FileName, string Path, long Members, string? Method = null, string? Address = null);
