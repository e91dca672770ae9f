using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Suppression;
using static Onboarding.Core.Tests.Support.PersonReference.Verdict;

namespace Onboarding.Core.Tests.Suppression;

public sealed class PersonSpreadTests : IDisposable
{
    private const int MaxRounds = 8;

    private readonly PersonRows _rows = new();

    [Fact]
    public void Load_NobodyOnTheList_KeepsAllInOnePass()
    {
        Assert.Equal([Kept, Kept], _rows.Open("a", "b").Open("b", "c").Judge([]));
        Assert.Equal(1, _rows.Passes);
    }

    [Fact]
    public void Load_SharedIdentifier_LinksInEitherDirection()
    {
        Assert.Equal([Linked, Listed, Linked, Kept], _rows.Open("mail", "card").Open("phone", "card").Open("mail", "other card").Open("somebody").Judge(["phone"]));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Load_IdentifierInFiveSets_LinksAndInSixDoesNot(int sets, bool isLinked)
    {
        for (var i = 0; i < sets; i++)
        {
            _rows.Open("switchboard", "p" + i);
        }

        Assert.Equal([Listed, .. Enumerable.Repeat(isLinked ? Linked : Kept, sets - 1)], _rows.Judge(["p0"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Load_LimitBelowTwo_LinksNothing(int limit)
    {
        Assert.Equal([Listed, Kept], _rows.Open("a", "b").Open("b", "c").Judge(["a"], limit));
    }

    [Fact]
    public void Load_OneRowForEachOrder_LinksLikeASingleRow()
    {
        _rows.Open("phone", "mail");
        for (var i = 0; i < 50; i++)
        {
            _rows.Open("mail", "card");
        }

        Assert.Equal([Listed, .. Enumerable.Repeat(Linked, 50)], _rows.Judge(["phone"]));
    }

    [Fact]
    public void Load_SwitchboardOnTheList_KeepsItsRowsOutAndSpreadsNothing()
    {
        for (var i = 0; i < 6; i++)
        {
            _rows.Open("switchboard", "p" + i);
        }

        _rows.Open("p0", "x").Open("x", "y");

        Assert.Equal([.. Enumerable.Repeat(Listed, 6), Kept, Kept], _rows.Judge(["switchboard"]));
        Assert.Equal([.. Enumerable.Repeat(Listed, 6), Listed, Linked], _rows.Judge(["switchboard", "p0"]));
        Assert.Equal([.. Enumerable.Repeat(Listed, 6), Linked, Listed], _rows.Judge(["switchboard", "y"]));
    }

    [Fact]
    public void Load_RowOnTheListByASwitchboardThatSomebodyElseReaches_SpreadsOn()
    {
        for (var i = 0; i < 6; i++)
        {
            _rows.Open("switchboard", "p" + i);
        }

        _rows.Add(RowRecord.Denied, "p0", "z").Open("p0", "q").Open("q", "r");

        Assert.Equal([Listed, Linked, Linked, Linked], _rows.Judge(["switchboard"])[5..]);
    }

    [Fact]
    public void Load_DroppedAndDuplicateRows_CarryTheNoOn()
    {
        _rows.Add(RowRecord.Dropped, "a", "b").Add(RowRecord.Dropped, "b", "c").Open("c", "d").Open("d", "c").Open("d", "e");

        Assert.Equal([Listed, Linked, Linked, Linked, Linked], _rows.Judge(["a"]));
    }

    [Fact]
    public void Load_RowThatRecordsANo_CountsAsOnTheList()
    {
        Assert.Equal([Linked, Linked, Linked, Kept], _rows.Add(RowRecord.Denied, "a", "b").Open("b", "c").Open("c").Open("d").Judge([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Load_RowsWithAllIdentifiersOfOneThatRecordsANo_AreTheSamePersons(int limit)
    {
        _rows.Add(RowRecord.Denied, "box").Open("box").Open("box", "box");
        for (var i = 0; i < 6; i++)
        {
            _rows.Open("box", "p" + i);
        }

        Assert.Equal([Linked, Linked, Linked, .. Enumerable.Repeat(Kept, 6)], _rows.Judge([], limit));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(MaxRounds)]
    [InlineData(MaxRounds + 1)]
    [InlineData(1000)]
    public void Load_Chain_FallsToItsEndInFewPasses(int length)
    {
        using var folder = new RunFolder();
        for (var i = length; i > 0; i--)
        {
            _rows.Open("c" + (i - 1), "c" + i);
        }

        _rows.Open("d0", "d1").Open("d1", "d2");

        Assert.Equal([.. Enumerable.Repeat(Linked, length - 1), Listed, Kept, Kept], _rows.Judge(["c0"], folder: folder.Path));
        Assert.InRange(_rows.Passes, 1, MaxRounds + 3);
        Assert.Empty(RunFolder.Files(folder.Path));
    }

    [Fact]
    public void Default_Rounds_AreThoseOfTheChains() => Assert.Equal(MaxRounds, SpreadBounds.Default.Rounds);

    [Fact]
    public void Load_IdentifierOnMoreRowsThanAreSortedAtOnce_LinksNothing()
    {
        using var folder = new RunFolder();
        for (var i = 0; i < 3000; i++)
        {
            _rows.Open("switchboard", "p" + i).Open("p" + i);
        }

        var verdicts = _rows.Judge(["p0", "p2999"], folder: folder.Path, bounds: SpreadBounds.Default with { SortBytes = 4096, FilterBytes = 128 });

        Assert.Equal([Listed, Listed, .. Enumerable.Repeat(Kept, 2 * 2998), Listed, Listed], verdicts);
        Assert.Empty(RunFolder.Files(folder.Path));
    }

    [Fact]
    public void Load_ChainOverAManyfoldIdentifier_EndsThere()
    {
        for (var i = 0; i < 30; i++)
        {
            _rows.Open("c" + i, i == 20 ? "switchboard" : "c" + (i + 1));
        }

        for (var i = 0; i < 6; i++)
        {
            _rows.Open("switchboard", "p" + i);
        }

        Assert.Equal([Listed, .. Enumerable.Repeat(Linked, 20), .. Enumerable.Repeat(Kept, 15)], _rows.Judge(["c0"]));
    }

    public void Dispose() => _rows.Dispose();
}
