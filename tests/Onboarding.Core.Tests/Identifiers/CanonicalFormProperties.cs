using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

public class CanonicalFormProperties
{
    [Fact]
    public void TryNormalize_AnyBytes_GivesAValueOrAReason()
    {
        Prop.ForAll(ContractGenerators.Value.ToArbitrary(), value => IdentifierKinds.All.All(kind =>
        {
            var reason = CanonicalForm.TryNormalize(kind, value, new byte[CanonicalForm.MaxLength], out var written);
            return reason == RejectionReason.None ? written is > 0 and <= CanonicalForm.MaxLength : Enum.IsDefined(reason) && written == 0;
        })).Check(ContractGenerators.Runs(10_000, 11));
    }

    [Fact]
    public void TryNormalize_CanonicalForm_GivesItself()
    {
        Prop.ForAll(ContractGenerators.Value.ToArbitrary(), value => IdentifierKinds.All.All(kind =>
            Normalize(kind, value) is not { } canonical || (Normalize(kind, canonical) is { } again && again.AsSpan().SequenceEqual(canonical)))).Check(ContractGenerators.Runs(10_000, 13));
    }

    [Fact]
    public void TryNormalize_EmailGenerator_ReachesBothOutcomes()
    {
        var outcomes = Gen.Sample(ContractGenerators.Email, 2_000).Select(value => Normalize(IdentifierKind.Email, value) is null).GroupBy(r => r).ToDictionary(g => g.Key, g => g.Count());
        Assert.True(outcomes[true] > 200 && outcomes[false] > 200);
    }

    [Fact]
    public void TryNormalize_AnyBytes_WritesNothingBehindMaxLength()
    {
        Prop.ForAll(ContractGenerators.Value.ToArbitrary(), value => IdentifierKinds.All.All(kind =>
        {
            var destination = new byte[CanonicalForm.MaxLength + 8];
            destination.AsSpan().Fill(0xA5);
            CanonicalForm.TryNormalize(kind, value, destination.AsSpan(0, CanonicalForm.MaxLength), out _);
            return !destination.AsSpan(CanonicalForm.MaxLength).ContainsAnyExcept((byte)0xA5);
        })).Check(ContractGenerators.Runs(5_000, 17));
    }

    [Fact]
    public void TryNormalize_EmailInUpperCaseAndBetweenStripCharacters_GivesTheSame()
    {
        var cases = from email in ContractGenerators.Email
                    from strip in Gen.Elements(ContractGenerators.StripCharacters)
                    select (email, strip);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var strip = System.Text.Encoding.UTF8.GetBytes(c.strip);
            byte[] shouted = [.. strip, .. c.email.Select(b => b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b), .. strip];
            return Normalize(IdentifierKind.Email, c.email).AsSpan().SequenceEqual(Normalize(IdentifierKind.Email, shouted));
        }).Check(ContractGenerators.Runs(5_000, 19));
    }

    internal static byte[]? Normalize(IdentifierKind kind, ReadOnlySpan<byte> value)
    {
        var destination = new byte[CanonicalForm.MaxLength];
        return CanonicalForm.TryNormalize(kind, value, destination, out var written) == RejectionReason.None ? destination[..written] : null;
    }
}
