using System.Text;
using System.Text.Unicode;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

public class FieldProfileProperties
{
    private static readonly string[] s_parts =
    [
        "a", "Z", "É", "\u0130", "Σ", "Ⱥ", "北", "\U00010400", " ", "\t", "\u00A0", "\u200B", ".", "+", "@", "-", "'", "’", "gmail.com", "@gmail.com", "@googlemail.com", "mailto:", "0", "31", "+316", "1990-03-05", "94035-1234",
        "mr. ", ", jr.", "ea7583cda66748bcb80642ecb2b48606", "NL", "f",
    ];

    [Fact]
    public void TryWrite_AnyBytes_GivesUtf8OrOneReasonAndNeverThrows()
    {
        var raw = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf();
        var text = Gen.Elements(s_parts).ArrayOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));
        var any = Gen.OneOf(raw, text, Gen.Choose(500, 520).Select(n => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Ⱥ", n / 2)))));
        Prop.ForAll(any.ToArbitrary(), value =>
        {
            Assert.Empty(Faults(value));
            Assert.Empty(ContractCulture.Run("tr-TR", () => Faults(value)));
        }).Check(ContractGenerators.Runs(500, 61));
    }

    [Fact]
    public void TryWrite_AnyField_AllocatesNothing()
    {
        (ProfileField Field, byte[][] Values)[] values =
        [
            (ProfileField.Email, ["Jan.de.Vries+shop@gmail.com"u8.ToArray(), "élise@example.com"u8.ToArray(), " x "u8.ToArray()]),
            (ProfileField.Phone, ["+31612345678"u8.ToArray()]),
            (ProfileField.Maid, ["EA7583CDA66748BCB80642ECB2B48606"u8.ToArray()]),
            (ProfileField.ExternalId, ["Klant-001"u8.ToArray(), "klant é"u8.ToArray()]),
            (ProfileField.DateOfBirth, ["1990-03-05"u8.ToArray()]),
            (ProfileField.Country, ["NL"u8.ToArray()]),
            (ProfileField.Gender, ["f"u8.ToArray()]),
        ];
        byte[][] texts = ["O'Connor-Smith, Jr."u8.ToArray(), "MÜLLER ’s-Hertogenbosch"u8.ToArray(), "94035-1234"u8.ToArray()];
        var work = PlatformProfiles.All.SelectMany(p => p.Fields).SelectMany(f => values.FirstOrDefault(v => v.Field == f.Field).Values?.Select(v => (f, v)) ?? texts.Select(t => (f, t))).ToArray();
        var form = new byte[PlatformProfile.MaxLength];
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var (field, value) in work)
            {
                field.TryWrite(value, new FormContext { Device = DeviceKind.Idfa }, form, out _);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A collection in the middle can count what other threads made: one clean pass proves it.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));
    }

    private static List<string> Faults(byte[] value)
    {
        var faults = new List<string>();
        var form = new byte[PlatformProfile.MaxLength];
        foreach (var profile in PlatformProfiles.All)
        {
            foreach (var field in profile.Fields)
            {
                foreach (var device in Enum.GetValues<DeviceKind>())
                {
                    var reason = field.TryWrite(value, new FormContext { Device = device }, form, out var written);
                    if ((reason == RejectionReason.None) != (written > 0) || !Utf8.IsValid(form.AsSpan(0, written)))
                    {
                        faults.Add($"{profile.Id} {field.Field} {device}");
                    }
                }
            }
        }

        return faults;
    }
}
