using System.Runtime.Intrinsics.X86;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

public class EmailMasksProperties
{
    // 64 bytes are room for the one register, fewer are not.
    private static readonly int[] s_rooms = [CanonicalForm.MaxLength, 63];

    private static readonly string[] s_samples =
        ["a@b.nl", "jan@example.nl", "Jan.Jansen+nieuws@Example.com", "x-y_z@a-b.c-d.example", "J.A.N+x@GMail.com", "jan@googlemail.com", "..@gmail.com", "fictief.persoon.met.lange.naam@mail.afdeling.example.org", "\t jan@example.nl\r\n", "mailto:jan@example.nl"];

    [Fact]
    public void TryNormalize_AnyBytes_EqualsScalar()
    {
        Prop.ForAll(ContractGenerators.Value.ToArbitrary(), EqualsScalar).Check(ContractGenerators.Runs(30_000, 23));
        Prop.ForAll(ContractGenerators.Email.ToArbitrary(), EqualsScalar).Check(ContractGenerators.Runs(30_000, 29));
    }

    [Fact]
    public void TryNormalize_EveryVector_EqualsScalar()
    {
        Assert.All(ContractVectors.Identifiers, known => Assert.True(EqualsScalar(known.Input), known.Name));
    }

    [Fact]
    public void TryNormalize_EveryByteInEveryPlace_EqualsScalar()
    {
        foreach (var sample in s_samples)
        {
            var value = Encoding.ASCII.GetBytes(sample);
            for (var place = 0; place < value.Length; place++)
            {
                var kept = value[place];
                for (var b = 0; b < 256; b++)
                {
                    value[place] = (byte)b;
                    Assert.True(EqualsScalar(value), $"{sample}: {b:x2} at {place}");
                }

                value[place] = kept;
            }
        }
    }

    [Fact]
    public void TryNormalize_EveryLengthOfBothParts_EqualsScalar()
    {
        for (var local = 0; local <= 66; local++)
        {
            for (var host = 0; host <= 66; host++)
            {
                Assert.True(EqualsScalar([.. Enumerable.Repeat((byte)'A', local), (byte)'@', .. Enumerable.Repeat((byte)'b', host), .. ".nl"u8]), $"{local} and {host}");
            }
        }
    }

    [Fact]
    public void TryNormalize_TwoBytesChanged_EqualsScalar()
    {
        var cases = from sample in Gen.Elements(s_samples)
                    from first in Change
                    from second in Change
                    select Encoding.ASCII.GetBytes(sample).Select((b, i) => i == first.place ? first.value : i == second.place ? second.value : b).ToArray();
        Prop.ForAll(cases.ToArbitrary(), EqualsScalar).Check(ContractGenerators.Runs(50_000, 31));
    }

    [Fact]
    public void TryRead_UsualAddress_IsReadWhereTheMachineHasVectors()
    {
        foreach (var sample in s_samples.SkipLast(1))
        {
            Assert.Equal(Ssse3.IsSupported, EmailMasks.TryRead(Encoding.ASCII.GetBytes(sample), new byte[CanonicalForm.MaxLength], out _));
        }
    }

    private static Gen<(int place, byte value)> Change =>
        from place in Gen.Choose(0, 60)
        from value in Gen.Elements("@@..--++  \u007F09azAZ_/\0".Select(c => (byte)c).ToArray())
        select (place, value);

    // Also at every place of a vector in memory, and by the narrow way.
    private static bool EqualsScalar(byte[] value)
    {
        var expected = new byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.NormalizeEmailScalar(value, expected, out var length);
        var trimmed = new byte[CanonicalForm.MaxLength];
        var trimmedReason = CanonicalForm.NormalizeEmailBeforeGmailScalar(value, trimmed, out var trimmedLength);
        var actual = new byte[CanonicalForm.MaxLength];
        if (CanonicalForm.TryNormalize(IdentifierKind.Email, value, actual, out var written) != reason || !actual.AsSpan(0, written).SequenceEqual(expected.AsSpan(0, length))
            || CanonicalForm.NormalizeEmailBeforeGmail(value, actual, out written) != trimmedReason || !actual.AsSpan(0, written).SequenceEqual(trimmed.AsSpan(0, trimmedLength)))
        {
            return false;
        }

        var shift = value.Length % 17;
        byte[] shifted = [.. new byte[shift], .. value, 0xFF];
        return s_rooms.All(room =>
        {
            var form = new byte[room];
            return !EmailMasks.TryRead(shifted.AsSpan(shift, value.Length), form, out var email)
                || (trimmedReason == RejectionReason.None && form.AsSpan(0, email.Length).SequenceEqual(trimmed.AsSpan(0, trimmedLength)) && form[email.At] == (byte)'@');
        });
    }
}
