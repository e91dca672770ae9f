using System.Globalization;
using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

/// <summary>The answers of libphonenumber, written by eng/phone-metadata/expectations.mjs.</summary>
public sealed class PhoneNumberTests
{
    private const int ShownDifferences = 30;

    [Fact]
    public void Every_expectation_holds()
    {
        byte[] output = new byte[PhoneNumber.MaxLength];
        List<string> differences = [];
        int lines = 0;
        foreach (string line in Lines("phone-expectations.tsv"))
        {
            string[] fields = line.Split('\t');
            RejectionReason reason = PhoneNumber.TryNormalize(Unescape(fields[0]), Region(fields[1]), output, out int written, out bool used);
            string actual = Describe(reason, output.AsSpan(0, written));
            lines++;
            if (actual != fields[2] || used != (fields[3] == "1"))
            {
                differences.Add($"{line} but {actual} {used}");
            }
        }

        Assert.True(lines > 30_000);
        Assert.True(differences.Count == 0, $"{differences.Count} of {lines} differ:\n{string.Join('\n', differences.Take(ShownDifferences))}");
    }

    [Fact]
    public void Every_digest_holds()
    {
        byte[] output = new byte[PhoneNumber.MaxLength];
        List<string> differences = [];
        foreach (string line in Lines("phone-digests.tsv"))
        {
            string[] fields = line.Split('\t');
            PhoneRegion region = Region(fields[1]);
            uint hash = 0x811c9dc5;
            int accepted = 0;
            foreach (string text in Generate(fields[0], fields[2].Split(','), Number(fields[3]), (uint)Number(fields[4])))
            {
                RejectionReason reason = PhoneNumber.TryNormalize(Encoding.ASCII.GetBytes(text), region, output, out int written, out _);
                accepted += reason == RejectionReason.None ? 1 : 0;
                foreach (char c in Describe(reason, output.AsSpan(0, written)) + "\n")
                {
                    hash = (hash ^ c) * 0x01000193;
                }
            }

            if (accepted != Number(fields[5]) || hash.ToString("x8", CultureInfo.InvariantCulture) != fields[6])
            {
                differences.Add($"{fields[0]} {fields[1]}: {accepted} accepted instead of {fields[5]}");
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[] output = new byte[PhoneNumber.MaxLength];
        PhoneRegion region = Region("NL");
        byte[][] values = [.. new[] { "+31612345678", "06-12345678", "tel:206241111;phone-context=+31", "0800 FLOWERS ext. 3", "\u00a0020 6241111", "x" }
            .Select(Encoding.UTF8.GetBytes)];
        long Run()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (byte[] value in values)
            {
                _ = PhoneNumber.TryNormalize(value, region, output, out _, out _);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Run()));
    }

    [Fact]
    public void A_short_destination_is_an_error()
    {
        byte[] output = new byte[5];
        Assert.Throws<ArgumentException>(() => PhoneNumber.TryNormalize("+31612345678"u8, PhoneRegion.None, output, out _, out _));
    }

    private static IEnumerable<string> Lines(string file)
    {
        return File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Identifiers", file)).Where(line => !line.StartsWith('#'));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static PhoneRegion Region(string code)
    {
        return code.Length == 0 ? PhoneRegion.None
            : PhoneRegion.TryParse(Encoding.ASCII.GetBytes(code), out PhoneRegion region) ? region
            : throw new FormatException(code);
    }

    private static string Describe(RejectionReason reason, ReadOnlySpan<byte> result) => reason switch
    {
        RejectionReason.None => Encoding.ASCII.GetString(result),
        RejectionReason.NotUtf8 => "NOT_UTF8",
        RejectionReason.Empty => "EMPTY",
        RejectionReason.PhoneNoRegion => "PHONE_NO_REGION",
        RejectionReason.PhoneNotValid => "PHONE_NOT_VALID",
        _ => reason.ToString(),
    };

    private static byte[] Unescape(string text)
    {
        List<byte> bytes = [];
        for (int i = 0; i < text.Length; i++)
        {
            bool escaped = text[i] == '\\';
            bytes.Add(escaped ? Convert.ToByte(text.Substring(i + 2, 2), 16) : (byte)text[i]);
            i += escaped ? 3 : 0;
        }

        return [.. bytes];
    }

    /// <summary>The same numbers as the generator makes: the start of an example, then random digits (xorshift32).</summary>
    private static IEnumerable<string> Generate(string prefix, string[] seeds, int count, uint state)
    {
        for (int i = 0; i < count; i++)
        {
            string seed = seeds[Next(ref state, seeds.Length)];
            int keep = Next(ref state, seed.Length + 1);
            int change = Next(ref state, 8);
            int length = Math.Max(keep, seed.Length + (change == 0 ? -1 : change == 1 ? 1 : 0));
            StringBuilder text = new StringBuilder(prefix).Append(seed, 0, keep);
            for (int n = keep; n < length; n++)
            {
                text.Append((char)('0' + Next(ref state, 10)));
            }

            yield return text.ToString();
        }
    }

    private static int Next(ref uint state, int bound)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return (int)(state % (uint)bound);
    }
}
