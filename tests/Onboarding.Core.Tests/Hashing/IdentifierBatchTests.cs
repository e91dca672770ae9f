using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Hashing;

public class IdentifierBatchTests
{
    [Fact]
    public void Add_Values_AreReadBack()
    {
        var batch = new IdentifierBatch();
        for (var i = 0; i < 3_000; i++)
        {
            batch.Add(Bytes(i));
        }

        Assert.All(Enumerable.Range(0, 3_000), i => Assert.True(batch[i].SequenceEqual(Bytes(i))));
    }

    [Fact]
    public void Reserve_NotCommitted_AddsNothing()
    {
        var batch = new IdentifierBatch();
        batch.Add("anna@example.com"u8);
        "piet"u8.CopyTo(batch.Reserve(16));
        batch.Add("x"u8);
        Assert.True(batch.Count == 2 && batch[1].SequenceEqual("x"u8));
    }

    [Fact]
    public void Clear_CommittedValue_IsZeroed()
    {
        var batch = new IdentifierBatch();
        batch.Reserve(318).Fill((byte)'a');
        batch.Commit(318);
        batch.Clear();
        Assert.False(batch.Reserve(318).ContainsAnyExcept((byte)0));
    }

    /// <summary>A rejected identifier may have been written in part before it was found to be none; it is personal data all the same.</summary>
    [Fact]
    public void Clear_ValueThatWasNotCommitted_IsZeroed()
    {
        var batch = new IdentifierBatch();
        batch.Reserve(318).Fill((byte)'a');
        batch.Clear();
        Assert.False(batch.Reserve(318).ContainsAnyExcept((byte)0));
    }

    private static byte[] Bytes(int i) => [.. Enumerable.Repeat((byte)i, i % 97)];
}
