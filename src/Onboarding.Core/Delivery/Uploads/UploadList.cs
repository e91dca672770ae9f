using System.Security.Cryptography;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Internal;

namespace Onboarding.Delivery.Uploads;

/// <summary>The list of an upload's files: what each holds, and for requests where it goes. Written last, so that whoever finds it finds everything.</summary>
internal static class UploadList
{
    /// <summary>Writes the list into the job's folder.</summary>
    /// <param name="job">The upload.</param>
    /// <param name="parts">Its files.</param>
    /// <param name="digests">SHA-256 of each.</param>
    public static void Write(UploadJob job, IReadOnlyList<UploadPart> parts, IReadOnlyList<byte[]> digests)
    {
        var id = Hex.ToString(job.Output.ToByteArray(bigEndian: true));
        JsonReports.WriteFile(Path.Combine(job.Folder, PlatformUpload.ListName(id)), writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("id", id);
            writer.WriteString("platform", job.Target.Profile.Id);
            writer.WriteString("format", job.Target.Format);
            writer.WriteString("action", NameOf(job.Action));
            writer.WriteString("created", LabelBuilder.Format(job.Created));

            // Until then it has to be sent again without those who said no since, or deleted.
            writer.WriteString("refreshBy", LabelBuilder.Format(job.DeleteBy));
            writer.WriteNumber("members", job.Members);
            writer.WriteString("label", PlatformUpload.LabelName(id));
            writer.WriteStartArray("parts");
            foreach (var (part, digest) in parts.Zip(digests))
            {
                writer.WriteStartObject();
                writer.WriteString("file", part.FileName);
                writer.WriteNumber("members", part.Members);
                writer.WriteString("sha256", Hex.ToString(digest));
                if (part.Method is not null)
                {
                    writer.WriteString("method", part.Method);
                    writer.WriteString("address", part.Address);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>SHA-256 of every part.</summary>
    public static IReadOnlyList<byte[]> Digest(IReadOnlyList<UploadPart> parts) => [.. parts.Select(part =>
    {
        using var file = File.OpenRead(part.Path);
        return SHA256.HashData(file);
    })];

    /// <summary>What the label names as the content: SHA-256 over the digests of the parts in order.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> digests) => SHA256.HashData([.. digests.SelectMany(d => d)]);

    /// <summary>The action, as plans and lists write it.</summary>
    public static string NameOf(UploadAction action) => action switch
    {
        UploadAction.Add => "add",
        UploadAction.Replace => "replace",
        UploadAction.Remove => "remove",
        _ => "remove-everywhere",
    };
}
