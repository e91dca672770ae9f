using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

public class ProfileSetTests
{
    [Fact]
    public void Version_OfTheVectors_IsTheOneOfTheCode() => Assert.Equal(ProfileSet.Version, ContractVectors.Contracts.GetProperty("profileSet").GetInt32());

    [Fact]
    public void TryWriteTrimmed_EveryVector_GivesTheFurtherForm()
    {
        Assert.Empty(ContractVectors.Accepted.Where(known => !known.Texts("forms").SequenceEqual(Forms(known.Kind, known.Input, known.Canonical!))).Select(k => k.Name));
    }

    [Fact]
    public void MaxForms_EveryVector_Suffices()
    {
        Assert.Equal(ProfileSet.MaxForms, ContractVectors.Accepted.Max(known => known.Texts("forms").Count));
    }

    internal static IReadOnlyList<string> Forms(IdentifierKind kind, byte[] value, byte[] canonical)
    {
        var destination = new byte[CanonicalForm.MaxLength];
        var first = Encoding.UTF8.GetString(canonical);
        return ProfileSet.TryWriteTrimmed(kind, value, canonical, destination, out var written) ? [first, Encoding.UTF8.GetString(destination, 0, written)] : [first];
    }
}
