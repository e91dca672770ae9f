using System.Globalization;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Hashing;

/// <summary>Every kernel against published answers: NIST CAVP, RFC 4231, RFC 5869.</summary>
public class KernelKnownAnswerTests
{
    public static TheoryData<string> Kernels => KernelColumn.Names;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_NistShortMessages_GivesTheDigests(string kernel)
    {
        var answers = KnownAnswers.Read("SHA256ShortMsg.rsp", "MD");
        Assert.Equal(65, answers.Count);
        Assert.Equal(answers.Select(a => a["MD"]), Sha256(kernel, [.. answers.Select(a => a.Message())]));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_NistLongMessages_GivesTheDigests(string kernel)
    {
        var answers = KnownAnswers.Read("SHA256LongMsg.rsp", "MD");
        Assert.Equal(64, answers.Count);

        // One column of those that a kernel takes, and one of all: a longer one is left to the BCL with its column.
        Assert.Equal(answers.Where(a => a.Message().Length < 2000).Select(a => a["MD"]), Sha256(kernel, [.. answers.Select(a => a.Message()).Where(m => m.Length < 2000)]));
        Assert.Equal(answers.Select(a => a["MD"]), Sha256(kernel, [.. answers.Select(a => a.Message())]));
    }

    /// <summary>The pseudorandom test of the Secure Hash Algorithm Validation System, section 6.4: a hundred times a thousand digests, each of the three before it.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_NistMonteCarlo_GivesTheDigests(string kernel)
    {
        var answers = KnownAnswers.Read("SHA256Monte.rsp", "MD");
        using var hash = BatchHash.Sha256([], KernelColumn.Parse(kernel));
        var batch = new IdentifierBatch();
        var seed = answers[0].Bytes("Seed");
        foreach (var answer in answers)
        {
            byte[] last = [.. seed, .. seed, .. seed];
            for (var i = 0; i < 1000; i++)
            {
                batch.Add(last);
                last.AsSpan(32).CopyTo(last);
                hash.Compute(batch, last.AsSpan(64));
                batch.Clear();
            }

            seed = last[64..];
            Assert.Equal(answer["MD"], Convert.ToHexStringLower(seed));
        }

        Assert.Equal(100, answers.Count);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_Rfc4231_GivesTheCodes(string kernel)
    {
        var answers = KnownAnswers.Read("rfc-4231-sha256.txt", "MD");
        Assert.Equal(6, answers.Count);
        Assert.All(answers, a => Assert.Equal(a["MD"], Convert.ToHexStringLower(Assert.Single(KernelColumn.Hmac(KernelColumn.Parse(kernel), a.Bytes("Key"), [a.Message()])))));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_Rfc5869_GivesTheKeys(string kernel)
    {
        var answers = KnownAnswers.Read("rfc-5869-HKDF-SHA256.txt", "OKM");
        Assert.Equal(3, answers.Count);
        Assert.All(answers, a =>
        {
            var extracted = Assert.Single(KernelColumn.Hmac(KernelColumn.Parse(kernel), a.Bytes("salt"), [a.Bytes("IKM")]));
            Assert.Equal(a["PRK"], Convert.ToHexStringLower(extracted));
            List<byte> expanded = [];
            byte[] part = [];
            for (byte i = 1; expanded.Count < int.Parse(a["L"], CultureInfo.InvariantCulture); i++)
            {
                part = Assert.Single(KernelColumn.Hmac(KernelColumn.Parse(kernel), extracted, [[.. part, .. a.Bytes("info"), i]]));
                expanded.AddRange(part);
            }

            Assert.StartsWith(a["OKM"], Convert.ToHexStringLower([.. expanded]), StringComparison.Ordinal);
        });
    }

    private static string[] Sha256(string kernel, byte[][] messages) => KernelColumn.Hex(KernelColumn.Sha256(KernelColumn.Parse(kernel), [], messages));
}
