using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Onboarding.Audiences;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Support;

/// <summary>Audience files put together by hand, so that the writer and the reader of the library have a third opinion.</summary>
internal static class ContractAudience
{
    public const string LabelPlaceholder = "ROOT";

    /// <summary>What opening and verifying a file says: a code, or null when it is accepted.</summary>
    public static string? Refusal(string path, KeyCard card)
    {
        try
        {
            using var file = AudienceFile.Open(path);
            return !file.VerifyOrigin(card) ? "AUDIENCE_MAC" : file.Label.Domain != card.Domain.ToString() ? "OUTSIDE_DOMAIN" : null;
        }
        catch (OnboardingException exception)
        {
            return exception.Code;
        }
    }

    /// <summary>A file with right root, MAC and final hash; the label holds <c>ROOT</c> where the root goes.</summary>
    public static byte[] Build(KeyCard card, string label, params (uint Type, bool Critical, byte[] Content)[] data)
    {
        var root = Root(data);
        var labelBytes = Encoding.UTF8.GetBytes(label.Replace(LabelPlaceholder, "sha256:" + Convert.ToHexStringLower(root), StringComparison.Ordinal));
        (uint Type, bool Critical, int Length)[] sections =
            [.. data.Select(d => (d.Type, d.Critical, d.Content.Length)), (AudienceLayout.LabelType, true, labelBytes.Length), (AudienceLayout.MacType, true, 32), (AudienceLayout.HashType, true, 32)];
        var head = new byte[32 + (24 * sections.Length)];
        new byte[] { 0x89, 0x4F, 0x4E, 0x42, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, (byte)sections.Length }.CopyTo(head, 0);
        long offset = head.Length;
        for (var i = 0; i < sections.Length; i++)
        {
            var entry = head.AsSpan(32 + (24 * i), 24);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, sections[i].Type);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], sections[i].Critical ? 1u : 0);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], sections[i].Length);
            offset += sections[i].Length;
        }

        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), offset);
        using var key = KeyDerivation.Derive(card.Material, "crm-onboarding/audience-mac/v1", "", card.Domain);
        byte[] all = [.. head, .. data.SelectMany(d => d.Content), .. labelBytes, .. HMACSHA256.HashData(key.Span, [.. head, .. root, .. labelBytes])];
        return [.. all, .. SHA256.HashData(all)];
    }

    /// <summary>A label that the library accepts.</summary>
    public static string Label(KeyCard card, string tokens, long serial = 6)
    {
        return $$"""{"version":1,"onb:status":"pseudonymous personal data","onb:domain":"{{card.Domain}}","onb:keyId":"{{card.Id}}","onb:serial":{{serial}},"onb:payload":{"onb:root":"ROOT","onb:members":3,"onb:tokens":{{tokens}}},"onb:created":"2026-11-02T09:00:00Z","onb:useBy":"2026-12-02T09:00:00Z","onb:deleteBy":"2027-01-31T09:00:00Z"}""";
    }

    /// <summary>Tokens that nobody has, in ascending order.</summary>
    public static byte[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(i => SHA256.HashData(BitConverter.GetBytes(i))).Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).SelectMany(t => t)];

    private static byte[] Root((uint Type, bool Critical, byte[] Content)[] data)
    {
        var hashes = new List<byte> { 1 };
        foreach (var (type, _, content) in data)
        {
            for (var start = 0; start < content.Length; start += 1 << 20)
            {
                var prefix = new byte[13];
                BinaryPrimitives.WriteUInt32LittleEndian(prefix.AsSpan(1), type);
                BinaryPrimitives.WriteUInt64LittleEndian(prefix.AsSpan(5), (ulong)(start >> 20));
                hashes.AddRange(SHA256.HashData([.. prefix, .. content.AsSpan(start, Math.Min(1 << 20, content.Length - start))]));
            }
        }

        return SHA256.HashData([.. hashes]);
    }
}
