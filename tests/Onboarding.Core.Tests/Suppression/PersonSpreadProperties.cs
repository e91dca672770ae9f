using FsCheck;
using FsCheck.Fluent;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

/// <summary>Rows that share identifiers in every way: chains, rings, switchboards, islands; against the definition, and whatever memory the spreading may take.</summary>
public sealed class PersonSpreadProperties : IDisposable
{
    // Few names make switchboards, many make chains.
    private static readonly Gen<Case> s_case =
        from names in Gen.Elements(5, 12, 30, 60)
        from count in Gen.Choose(0, 60)
        from rows in (from length in Gen.Frequency((2, Gen.Constant(1)), (5, Gen.Constant(2)), (1, Gen.Constant(3)))
                      from identifiers in Gen.Choose(1, names).ArrayOf(length)
                      from state in Gen.Frequency((20, Gen.Constant(RowRecord.Open)), (3, Gen.Constant(RowRecord.Dropped)), (1, Gen.Constant(RowRecord.Denied)), (1, Gen.Constant(RowRecord.Suppressed)))
                      select (state, identifiers)).ArrayOf(count)
        from listed in Gen.Choose(1, names).ListOf(3)
        from limit in Gen.Elements(0, 1, 2, 5, 100)
        from rounds in Gen.Elements(1, 2, 8)
        from sortBytes in Gen.Elements(64, 1024, SpreadBounds.Default.SortBytes)
        from filterBytes in Gen.Elements(128, SpreadBounds.Default.FilterBytes)
        select new Case([.. rows.Select(r => (r.state, r.identifiers.Select(i => "i" + i).ToArray()))], [.. listed.Select(i => "i" + i)], limit, new SpreadBounds(rounds, sortBytes, filterBytes));

    private readonly PersonRows _rows = new();

    [Fact]
    public void Load_AnyRows_KeepsOutWhomTheDefinitionKeepsOut()
    {
        Prop.ForAll(s_case.ToArbitrary(), test =>
        {
            _rows.Clear();
            foreach (var (state, identifiers) in test.Rows)
            {
                _rows.Add(state, identifiers);
            }

            var expected = PersonReference.Judge([.. test.Rows.Select(r => new PersonReference.Row(r.Identifiers, r.State == RowRecord.Denied))], test.Listed, test.Limit);
            return expected.SequenceEqual(_rows.Judge(test.Listed, test.Limit, bounds: test.Bounds));
        }).Check(ContractGenerators.Runs(1000, 61));
    }

    public void Dispose() => _rows.Dispose();

    private sealed record Case((byte State, string[] Identifiers)[] Rows, HashSet<string> Listed, int Limit, SpreadBounds Bounds);
}
