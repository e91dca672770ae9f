namespace Onboarding.Csv;

/// <summary>Finds out from its first bytes what a content is: compressed, text in which encoding, or something else.</summary>
internal static class TextStart
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 4096;

    private static readonly (byte[] Magic, string Name)[] s_others =
    [
        ("PK\u0003\u0004"u8.ToArray(), "an archive or spreadsheet inside another file"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old workbook (.xls); export it as CSV"),
        ("%PDF-"u8.ToArray(), "a PDF document"),
        ("BZh"u8.ToArray(), "compressed with bzip2; unpack it, or use gzip or zip"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed with xz; unpack it, or use gzip or zip"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd; unpack it, or use gzip or zip"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive; unpack it, or use gzip or zip"),
        ("PAR1"u8.ToArray(), "a Parquet file; export it as CSV"),
        ("SQLite format 3\0"u8.ToArray(), "an SQLite database; export it as CSV"),
    ];

    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    public static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8);

    /// <summary>The decoder of a text: byte order mark, then UTF-8, then the declared encoding.</summary>
    /// <param name="start">The first bytes.</param>
    /// <param name="declared">The declared encoding, or null.</param>
    /// <param name="name">The name for messages.</param>
    /// <returns>The decoder, and how many bytes the byte order mark has.</returns>
    public static (TextDecoder Decoder, int MarkLength) Choose(ReadOnlySpan<byte> start, string? declared, string name)
    {
        if (start.IsEmpty)
        {
            throw new OnboardingException(Reasons.SourceEmpty, $"{name} is empty");
        }

        if (start.StartsWith("\uFEFF"u8))
        {
            return (new Utf8Decoder(TextFault.None), 3);
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            throw new OnboardingException(Reasons.EncodingUnsupported, $"{name} is in UTF-32");
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (new Utf16Decoder(isBigEndian: start[0] == 0xFE), 2);
        }

        CheckIsText(start, declared, name);
        return (declared is null ? new Utf8Decoder(TextFault.NotUtf8) : TextEncodings.Create(declared), 0);
    }

    private static void CheckIsText(ReadOnlySpan<byte> start, string? declared, string name)
    {
        foreach (var (magic, what) in s_others)
        {
            if (start.StartsWith(magic))
            {
                throw new OnboardingException(Reasons.SourceUnreadable, $"{name} is {what}");
            }
        }

        if (declared is "utf-16le" or "utf-16be")
        {
            return;
        }

        var (even, odd) = CountZeros(start);
        if ((even + odd) * 4 < start.Length)
        {
            return;
        }

        // Text in UTF-16 has its zero bytes in every second place.
        var guess = odd > 8 * even ? "utf-16le" : even > 8 * odd ? "utf-16be" : null;
        throw guess is null
            ? new OnboardingException(Reasons.SourceUnreadable, $"{name} is no text: it is full of zero bytes")
            : new OnboardingException(Reasons.EncodingUndeclared, $"{name} looks like UTF-16 without a byte order mark; then \"encoding\" is \"{guess}\"");
    }

    private static (int Even, int Odd) CountZeros(ReadOnlySpan<byte> start)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] == 0)
            {
                _ = i % 2 == 0 ? even++ : odd++;
            }
        }

        return (even, odd);
    }
}
