using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

public class ProfileSetTests
{
    private static readonly string[] s_names = ["jan.de.vries", "jandevries", "jan_de-vries", "Jan.deVries+shop", "j.an.de.vries+a+b", "jan.de.vries+tag.two", "jan..devries.", "{jan}devries"];

    private static readonly string[] s_hosts = ["gmail.com", "googlemail.com", "example.com", "mail.example.nl"];

    [Fact]
    public void Version_OfTheVectors_IsTheOneOfTheCode() => Assert.Equal(ProfileSet.Version, ContractVectors.Contracts.GetProperty("profileSet").GetInt32());

    [Fact]
    public void Write_EveryVector_GivesItsForms()
    {
        Assert.Empty(ContractVectors.Accepted.Where(known => !known.Texts("forms").SequenceEqual(Forms(known.Kind, known.Input, known.Canonical!))).Select(k => k.Name));
    }

    [Fact]
    public void MaxForms_EveryVector_Suffices()
    {
        Assert.InRange(ContractVectors.Accepted.Max(known => known.Texts("forms").Count), 4, ProfileSet.MaxForms);
    }

    [Fact]
    public void Write_DeviceId_HasBothCases()
    {
        var canonical = "ea7583cd-a667-48bc-b806-42ecb2b48606"u8.ToArray();
        Assert.Equal(["ea7583cd-a667-48bc-b806-42ecb2b48606", "EA7583CD-A667-48BC-B806-42ECB2B48606"], Forms(IdentifierKind.Maid, canonical, canonical));
    }

    [Fact]
    public void Write_Phone_HasNoFormWithoutItsCountry()
    {
        var canonical = "+31612345678"u8.ToArray();
        Assert.Equal(["+31612345678", "31612345678"], Forms(IdentifierKind.Phone, canonical, canonical));
    }

    // Whoever objected in one spelling is found by the hash of what any profile makes of that spelling, and by the coarse form of every spelling that shares it.
    [Fact]
    public void Write_EverySpelling_HasTheFormOfEveryProfile()
    {
        var destination = new byte[PlatformProfile.MaxLength];
        foreach (var (kind, value) in Spellings())
        {
            var canonical = new byte[CanonicalForm.MaxLength];
            Assert.Equal(RejectionReason.None, CanonicalForm.TryNormalize(kind, value, canonical, out var length));
            canonical = canonical[..length];
            var forms = Forms(kind, value, canonical).ToHashSet();
            var input = kind == IdentifierKind.Phone ? canonical : value;
            foreach (var field in PlatformProfiles.All.Select(p => p.Find((ProfileField)kind)).OfType<FieldProfile>().Where(f => !f.LosesCountry))
            {
                foreach (var device in new[] { DeviceKind.Unknown, DeviceKind.Idfa, DeviceKind.Aaid })
                {
                    foreach (var given in new[] { input, canonical })
                    {
                        if (field.TryWrite(given, new FormContext { Device = device }, destination, out var written) == RejectionReason.None)
                        {
                            Assert.Contains(Encoding.UTF8.GetString(destination, 0, written), forms);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void SuppressionForm_SpellingsOfOneAddress_AreOne()
    {
        var forms = s_names.SelectMany(name => s_hosts.Where(h => h.Contains("example", StringComparison.Ordinal)).Select(host => (name, host))).GroupBy(a => a.host, a =>
        {
            Span<byte> canonical = new byte[CanonicalForm.MaxLength];
            CanonicalForm.TryNormalize(IdentifierKind.Email, Encoding.UTF8.GetBytes($"{a.name}@{a.host}"), canonical, out var length);
            var form = new byte[length];
            return Encoding.UTF8.GetString(form, 0, SuppressionForm.Write(IdentifierKind.Email, canonical[..length], form));
        });
        Assert.All(forms, host => Assert.Single(host.Distinct()));
    }

    internal static IReadOnlyList<string> Forms(IdentifierKind kind, byte[] value, byte[] canonical)
    {
        var forms = new IdentifierBatch();
        ProfileSet.Write(kind, value, canonical, forms);
        return [.. Enumerable.Range(0, forms.Count).Select(i => Encoding.UTF8.GetString(forms[i]))];
    }

    private static IEnumerable<(IdentifierKind Kind, byte[] Value)> Spellings()
    {
        foreach (var name in s_names)
        {
            foreach (var host in s_hosts)
            {
                foreach (var address in new[] { $"{name}@{host}", $" {name.ToUpperInvariant()}@{host}\t", $"mailto:{name}@{host.ToUpperInvariant()}" })
                {
                    yield return (IdentifierKind.Email, Encoding.UTF8.GetBytes(address));
                }
            }
        }

        foreach (var (kind, value) in new[]
        {
            (IdentifierKind.Phone, "+31612345678"), (IdentifierKind.Phone, "+31 (0)6 12 34 56 78"), (IdentifierKind.Phone, "tel:+31-6-12345678"), (IdentifierKind.Phone, "+6834002"),
            (IdentifierKind.Maid, "EA7583CDA66748BCB80642ECB2B48606"), (IdentifierKind.Maid, " ea7583cd-a667-48bc-b806-42ecb2b48606 "),
            (IdentifierKind.ExternalId, " Klant-001 "), (IdentifierKind.ExternalId, "klant 001/é"),
        })
        {
            yield return (kind, Encoding.UTF8.GetBytes(value));
        }
    }
}
