using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Keys;

public class KeyMaterialTests
{
    [Fact]
    public void Span_Disposed_Throws()
    {
        var key = KeyMaterial.Random();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Span.Length);
    }

    /// <summary>The memory is freed in the same step, and the allocator may write its own words into its beginning; the key's bytes are gone from what follows.</summary>
    [Fact]
    public unsafe void Dispose_Key_LeavesNothingOfItInMemory()
    {
        var bytes = RandomNumberGenerator.GetBytes(KeyMaterial.Size);
        var key = new KeyMaterial(bytes);
        var address = (byte*)Unsafe.AsPointer(ref key.Span[0]);
        key.Dispose();
        Assert.False(new ReadOnlySpan<byte>(address + 16, 16).SequenceEqual(bytes.AsSpan(16)));
    }

    [Fact]
    public void Random_TwoKeys_Differ()
    {
        using var a = KeyMaterial.Random();
        using var b = KeyMaterial.Random();
        Assert.False(a.FixedTimeEquals(b));
    }

    [Fact]
    public void ToString_Key_SaysNothing()
    {
        using var card = ContractVectors.Card("demo-party-1");
        var hex = Convert.ToHexStringLower(card.Material.Span);
        Assert.All(new[] { card.Material.ToString(), card.ToString() }, text => Assert.Null(ContractSecrets.Find(text, hex)));
    }

    [Fact]
    public void ToString_Card_SaysIdDomainAndCheckValue()
    {
        using var card = ContractVectors.Card("demo-party-1");
        Assert.Equal("demo-party-1 (example-shop/example-publisher/customer-match, check 46423965011b8e92)", card.ToString());
    }

    [Fact]
    public void Dispose_Card_ClosesItsKey()
    {
        var card = ContractVectors.Card("demo-party-1");
        card.Dispose();
        Assert.Throws<ObjectDisposedException>(() => card.Material.Span.Length);
    }
}
