using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

public class SuppressionFormTests
{
    [Fact]
    public void Write_EveryVector_GivesTheSuppressionForm()
    {
        Assert.Empty(ContractVectors.Accepted.Where(known => Write(known.Kind, known.Canonical!) != known.Row.Text("suppressionForm")).Select(k => k.Name));
    }

    [Fact]
    public void Write_DestinationTooShort_Throws()
    {
        Assert.Throws<ArgumentException>(() => SuppressionForm.Write(IdentifierKind.Email, "a@example.com"u8, new byte[12]));
    }

    [Fact]
    public void Write_EmailWithoutAt_Throws()
    {
        Assert.Throws<ArgumentException>(() => SuppressionForm.Write(IdentifierKind.Email, "example.com"u8, new byte[64]));
    }

    [Fact]
    public void Write_EveryVector_AllocatesNothing()
    {
        var destination = new byte[CanonicalForm.MaxLength];
        var values = ContractVectors.Accepted.ToArray();
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var value in values)
            {
                SuppressionForm.Write(value.Kind, value.Canonical!, destination);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A collection in the middle can count what other threads made: one clean pass proves it.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));
    }

    internal static string Write(IdentifierKind kind, ReadOnlySpan<byte> canonical)
    {
        Span<byte> destination = stackalloc byte[CanonicalForm.MaxLength];
        return Encoding.UTF8.GetString(destination[..SuppressionForm.Write(kind, canonical, destination)]);
    }
}
