using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Audiences;

public sealed class RowSpillsTests
{
    [Fact]
    public void FindWithdrawn_RowsThatSayNo_AreThoseThatRecordItThemselves()
    {
        using var rows = new PersonRows();
        rows.Add(RowRecord.Denied, "a", "b").Add(RowRecord.Suppressed, "b", "c").Add(RowRecord.Denied, "d");

        Assert.Equal(["a", "d"], rows.FindWithdrawn("a", "c", "d", "e"));
        Assert.Empty(rows.FindWithdrawn());
    }
}
