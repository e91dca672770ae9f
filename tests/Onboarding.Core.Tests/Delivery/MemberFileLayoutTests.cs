using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Delivery;

/// <summary>The layout as the documentation of the format says it, read without any code of the library.</summary>
public sealed class MemberFileLayoutTests : IDisposable
{
    private const int FrameLength = 65_536;
    private const int EntriesPerFrame = 2978;

    private readonly RunMemberFiles _files = new();

    [Fact]
    public void Write_TwoMembers_HasTheDocumentedLayout()
    {
        RunPart[][] members = [[RunPart.As(1, 10, 20), RunPart.NotSent(0x20, 11)], [RunPart.As(2, 12, 21)]];
        _files.Write("one", members);

        Assert.Equal(Expect(members), Decrypt("one"));
    }

    [Fact]
    public void Write_ManyMembers_HasTheDocumentedLayout()
    {
        RunPart[][] members = [.. Enumerable.Range(0, (2 * EntriesPerFrame) + 1).Select(i => new[] { RunPart.As(1, i, i) })];
        _files.Write("one", members);

        Assert.Equal(Expect(members), Decrypt("one"));
    }

    public void Dispose() => _files.Dispose();

    private static byte[] Expect(RunPart[][] members)
    {
        var sent = new List<byte>();
        var entries = new List<string>();
        foreach (var member in members)
        {
            var position = sent.Count;
            sent.Add((byte)member.Length);
            foreach (var part in member)
            {
                var token = SHA256.HashData(BitConverter.GetBytes(part.Suppression));
                sent.AddRange([part.Kind, .. token, (byte)part.Sent.Length, .. part.Sent]);
                entries.Add(Convert.ToHexString(token[..16]) + position.ToString("X12", null));
            }
        }

        var sentLength = sent.Count;
        Pad(sent);
        var indexOffset = sent.Count;
        var sparse = new List<byte>();
        foreach (var page in entries.Order(StringComparer.Ordinal).Chunk(EntriesPerFrame))
        {
            sparse.AddRange(Convert.FromHexString(page[0])[..16]);
            sent.AddRange(page.SelectMany(Convert.FromHexString));
            Pad(sent);
        }

        var sparseOffset = sent.Count;
        sent.AddRange(sparse);
        foreach (long number in new long[] { sentLength, indexOffset, entries.Count, sparseOffset, members.Length })
        {
            sent.AddRange(BitConverter.GetBytes(number));
        }

        return [.. sent];
    }

    private static void Pad(List<byte> bytes) => bytes.AddRange(new byte[(FrameLength - (bytes.Count % FrameLength)) % FrameLength]);

    private byte[] Decrypt(string output)
    {
        var wrapping = HKDF.DeriveKey(HashAlgorithmName.SHA256, RunMemberFiles.KeyBytes, 32, [], [.. "crm-onboarding/working-set/v1\0\0shop/suppression/objection"u8]);
        using var wrapped = JsonDocument.Parse(File.ReadAllBytes(_files[output] + ".key"));
        var root = wrapped.RootElement;
        var key = new byte[32];
        using (var cipher = new AesGcm(wrapping, 16))
        {
            cipher.Decrypt(root.GetProperty("nonce").GetBytesFromBase64(), root.GetProperty("key").GetBytesFromBase64(), root.GetProperty("tag").GetBytesFromBase64(), key, System.Text.Encoding.UTF8.GetBytes(output + ".members"));
        }

        var file = File.ReadAllBytes(_files[output]).AsSpan();
        Assert.Equal("894F4D460D0A1A0A0100000000000000", Convert.ToHexString(file[..16]));
        var plain = new List<byte>();
        using var frames = new AesGcm(key, 16);
        for (var number = 0L; 16 + (number * (FrameLength + 16)) < file.Length; number++)
        {
            var frame = file[(int)(16 + (number * (FrameLength + 16)))..];
            var isLast = frame.Length <= FrameLength + 16;
            frame = isLast ? frame : frame[..(FrameLength + 16)];
            var nonce = new byte[12];
            BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
            var bytes = new byte[frame.Length - 16];
            frames.Decrypt(nonce, frame[..^16], frame[^16..], bytes, [.. file[..16], .. nonce[..8], (byte)(isLast ? 1 : 0)]);
            plain.AddRange(bytes);
        }

        return [.. plain];
    }
}
