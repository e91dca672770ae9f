using System.Security.Cryptography;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

public class ValueObserverTests
{
    [Fact]
    public void Look_AnyValue_AllocatesNothing()
    {
        var observer = new ValueObserver();
        var digest = SHA256.HashData("x"u8);
        var cell = "2D711642B726B04401627CA9FBAC32F5C8530FB1903CC4DB02258717921A4881"u8.ToArray();
        Look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Look();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Look()
        {
            observer.Clear();
            observer.Look(0, IdentifierKind.Email, "Info@Gmial.com"u8, "info@gmial.com"u8);
            observer.Look(1, IdentifierKind.Email, "jan@shop.example"u8, "jan@shop.example"u8);
            observer.Look(2, IdentifierKind.Phone, "0611223344"u8, "+31611223344"u8);
            observer.LookAtHash(3, IdentifierKind.Email, cell, digest, RejectionReason.None);
        }
    }

    [Fact]
    public void Look_Suspicious_IsSightedInRowOrder()
    {
        var observer = new ValueObserver();
        observer.Look(4, IdentifierKind.Email, "Info@Gmial.com"u8, "info@gmial.com"u8);
        observer.Look(5, IdentifierKind.Email, "jan@example.com"u8, "jan@example.com"u8);

        Assert.Equal([(4, ValueSign.MisspeltHost), (4, ValueSign.RoleAddress), (5, ValueSign.ReservedHost)], observer.Sightings.Select(s => (s.Row, s.Sign)));
        Assert.Equal(1, observer.Counts[IdentifierKind.Email, ValueSign.Unnormalised]);
    }
}
