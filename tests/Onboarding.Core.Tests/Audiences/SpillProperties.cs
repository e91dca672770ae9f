using FsCheck;
using FsCheck.Fluent;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Audiences;

public sealed class SpillProperties : IDisposable
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261121, 79);

    // Keys of few values, so that they are equal or share long prefixes; a value of 0 to 3 bytes, or a very long one.
    private static readonly Gen<byte[]> s_record =
        from fill in Gen.Elements<byte>(0, 1, 255)
        from at in Gen.Choose(0, 31)
        from other in Gen.Elements<byte>(0, 2, 255)
        from length in Gen.Frequency((20, Gen.Choose(0, 3)), (1, Gen.Constant(Spill.MaxRecordLength - Token.Size)))
        from rest in Gen.Choose(0, 255)
        select Build(fill, at, other, length, (byte)rest);

    private readonly RunFolder _folder = new();

    [Fact]
    public void ReadSorted_AnyRecordsAndBudget_GivesExactlyThemSorted()
    {
        Prop.ForAll(s_record.ListOf(400).ToArbitrary(), Gen.Elements(50, 1_000, 100_000, 64 << 20).ToArbitrary(), (records, budget) =>
        {
            using var spill = Fill(records);
            return spill.Count == records.Count && Sorted(spill, (_, _) => false, budget).SequenceEqual(records.Order(ByteOrder.Instance).Select(Convert.ToHexString));
        }).Check(s_config);
    }

    [Fact]
    public void ReadSorted_CountingMerge_LosesNoRecord()
    {
        // A record of this property is a key and a count; equal keys add up.
        var keys = s_record.Select(r => r[..Token.Size]).ListOf(400).ToArbitrary();
        Prop.ForAll(keys, Gen.Elements(50, 1_000, 64 << 20).ToArbitrary(), (records, budget) =>
        {
            using var spill = Fill(records.Select(key => (byte[])[.. key, .. BitConverter.GetBytes(1)]));
            var expected = records.GroupBy(Convert.ToHexString).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key + Convert.ToHexString(BitConverter.GetBytes(g.Count())));
            return Sorted(spill, Count, budget).SequenceEqual(expected);
        }).Check(s_config);
    }

    public void Dispose() => _folder.Dispose();

    private static bool Count(Span<byte> kept, ReadOnlySpan<byte> next)
    {
        BitConverter.TryWriteBytes(kept[Token.Size..], BitConverter.ToInt32(kept[Token.Size..]) + BitConverter.ToInt32(next[Token.Size..]));
        return true;
    }

    private static byte[] Build(byte fill, int at, byte other, int length, byte rest)
    {
        var record = new byte[Token.Size + length];
        record.AsSpan(0, Token.Size).Fill(fill);
        record[at] = other;
        record.AsSpan(Token.Size).Fill(rest);
        return record;
    }

    private static List<string> Sorted(Spill spill, SpillMerge merge, int budget)
    {
        using var reader = spill.ReadSorted(merge, budget);
        var records = new List<string>();
        while (reader.MoveNext())
        {
            records.Add(Convert.ToHexString(reader.Current));
        }

        return records;
    }

    private Spill Fill(IEnumerable<byte[]> records)
    {
        var spill = new Spill(_folder.Path);
        foreach (var record in records)
        {
            spill.Add(record);
        }

        return spill;
    }
}
