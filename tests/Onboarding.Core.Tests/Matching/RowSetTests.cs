using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

public sealed class RowSetTests
{
    private const uint Piece = 1 << 23;

    [Fact]
    public void Set_RowsAroundWordsAndPieces_HoldsThoseThatWereAdded()
    {
        uint[] rows = [0, 1, 63, 64, 65, Piece - 1, Piece, Piece + 1, (3 * Piece) + 7];
        var set = new RowSet();

        Assert.All(rows, row => Assert.True(set.Add(row)));
        Assert.All(rows, row => Assert.False(set.Add(row)));
        Assert.All(rows, row => Assert.True(set.Contains(row)));
        Assert.All([2u, 62u, 66u, Piece + 2, 2 * Piece, (3 * Piece) + 8, uint.MaxValue], row => Assert.False(set.Contains(row)));
        Assert.Equal(rows.Length, set.Count());
        Assert.True(set.Remove(64));
        Assert.False(set.Remove(64) || set.Remove(uint.MaxValue));
        Assert.Equal(rows.Length - 1, set.Count());
    }

    [Fact]
    public void Clone_ChangedAfterwards_LeavesTheOther()
    {
        var set = new RowSet();
        set.Add(5);
        var clone = set.Clone();
        clone.Add(2 * Piece);
        clone.Remove(5);

        Assert.Equal((true, false, 1L, 1L), (set.Contains(5), set.Contains(2 * Piece), set.Count(), clone.Count()));
        Assert.Equal((1L, 0L), (set.CountWithout(clone), set.CountWithout(set)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData((2 * Piece) + 100)]
    public void Write_AnyNumberOfRows_IsReadBackInPiecesOfAnyLength(long rows)
    {
        var set = new RowSet();
        for (var row = 0L; row < rows; row += 1 + (row % 97) + (rows / 1000))
        {
            set.Add((uint)row);
        }

        var bytes = new List<byte>();
        set.Write(rows, part => bytes.AddRange(part));
        var read = new RowSet();
        for (var at = 0; at < bytes.Count; at += 8 * 18432)
        {
            read.Read(at, bytes.Skip(at).Take(8 * 18432).ToArray());
        }

        Assert.Equal((rows + 63) / 64 * 8, bytes.Count);
        Assert.Equal((set.Count(), 0L, 0L), (read.Count(), read.CountWithout(set), set.CountWithout(read)));
    }
}
