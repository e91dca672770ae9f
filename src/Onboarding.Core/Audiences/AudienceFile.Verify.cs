using System.Security.Cryptography;
using Onboarding.Hashing;

namespace Onboarding.Audiences;

// What is verified when a file is opened.
public sealed partial class AudienceFile
{
    // The final hash on one thread; chunk hashes and the order of the tokens on another.
    private byte[] VerifyContent()
    {
        var final = Task.Run(ComputeFinalHash);
        byte[] root;
        IReadOnlyList<byte[]> hashes;
        bool sorted;
        try
        {
            hashes = ComputeChunkHashes(out root, out sorted);
        }
        finally
        {
            final.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        }

        if (!final.GetAwaiter().GetResult().AsSpan().SequenceEqual(FinalHash))
        {
            throw new OnboardingException(Reasons.AudienceHash, "the file's bytes are not those that were written");
        }

        if (!sorted)
        {
            throw Malformed("holds tokens out of order or twice");
        }

        var next = 0;
        foreach (var section in _sections.Where(s => s.Type < AudienceLayout.LabelType))
        {
            var count = (int)((section.Length + AudienceLayout.ChunkLength - 1) / AudienceLayout.ChunkLength);
            _chunkHashes.Add(section.Type, [.. hashes.Skip(next).Take(count)]);
            next += count;
        }

        return root;
    }

    private byte[] ComputeFinalHash()
    {
        using var final = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        final.AppendData(_headerAndTable);
        foreach (var section in _sections[..^1])
        {
            ReadSection(section, bytes => final.AppendData(bytes));
        }

        return final.GetHashAndReset();
    }

    private IReadOnlyList<byte[]> ComputeChunkHashes(out byte[] root, out bool sorted)
    {
        using var chunks = new ChunkHasher();
        var inOrder = true;
        foreach (var section in _sections.Where(s => s.Type < AudienceLayout.LabelType))
        {
            Token? previous = null;
            chunks.BeginSection(section.Type);
            ReadSection(section, bytes =>
            {
                chunks.Append(bytes);
                inOrder &= !AudienceLayout.IsTokenSection(section.Type) || IsSorted(bytes, ref previous);
            });
        }

        sorted = inOrder;
        return chunks.Complete(out root);
    }

    private void ReadSection(AudienceSection section, Action<ReadOnlySpan<byte>> visit)
    {
        var buffer = new byte[Math.Min(AudienceLayout.ChunkLength, section.Length)];
        for (long done = 0; done < section.Length;)
        {
            var bytes = buffer.AsSpan(0, (int)Math.Min(buffer.Length, section.Length - done));
            ReadExactly(section.Offset + done, bytes);
            visit(bytes);
            done += bytes.Length;
        }
    }

    private static bool IsSorted(ReadOnlySpan<byte> tokens, ref Token? previous)
    {
        for (; !tokens.IsEmpty; tokens = tokens[Token.Size..])
        {
            var token = new Token(tokens);
            if (previous is { } last && last.CompareTo(token) >= 0)
            {
                return false;
            }

            previous = token;
        }

        return true;
    }

    private void VerifyLabel()
    {
        var matches = Label.Root == "sha256:" + Convert.ToHexStringLower(_root) && Label.TokenCounts.Count == Kinds.Count;
        foreach (var kind in Kinds)
        {
            matches &= Label.TokenCounts.TryGetValue(kind, out var count) && GetTokenCount(kind) == count;
        }

        if (!matches)
        {
            throw new OnboardingException(Reasons.LabelDigest, "the label states another root or other token counts than the file has");
        }
    }
}
