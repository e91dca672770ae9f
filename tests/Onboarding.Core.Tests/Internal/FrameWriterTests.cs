using Onboarding.Core.Tests.Support;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Internal;

public sealed class FrameWriterTests : IDisposable
{
    private static readonly byte[] s_header = [.. Enumerable.Range(0, FrameCipher.HeaderLength).Select(i => (byte)i)];

    private readonly RunFolder _folder = new();

    [Fact]
    public void Write_ManyFrames_WritesThemInOrder()
    {
        using var key = KeyMaterial.Random();
        using (var file = File.Create(_folder["frames"]))
        {
            using var writer = new FrameWriter(new FrameCipher(key, s_header), file, hasHead: false);
            for (var i = 0; i < 50; i++)
            {
                var frame = writer.Rent();
                frame.AsSpan(0, 1000).Fill((byte)i);
                writer.Write(frame, 1000, last: i == 49);
            }

            writer.Complete();
        }

        var bytes = File.ReadAllBytes(_folder["frames"]);
        using var cipher = new FrameCipher(key, s_header);
        var plain = new byte[1000];
        Assert.Equal(50 * (1000 + FrameCipher.TagLength), bytes.Length);
        for (var i = 0; i < 50; i++)
        {
            Assert.True(cipher.TryOpen(i, i == 49, bytes.AsSpan(i * (1000 + FrameCipher.TagLength), 1000 + FrameCipher.TagLength), plain));
            Assert.All(plain, b => Assert.Equal(i, b));
        }
    }

    [Fact]
    public void Write_DiskIsFull_ThrowsThat()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs a device that is always full.");
        using var key = KeyMaterial.Random();
        using var file = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var writer = new FrameWriter(new FrameCipher(key, s_header), file, hasHead: true);

        Assert.Throws<IOException>(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                writer.Write(writer.Rent(), FrameCipher.FrameLength, last: false);
            }

            writer.Complete();
        });
    }

    public void Dispose() => _folder.Dispose();
}
