using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;
using static Onboarding.Core.Tests.Support.PersonReference;

namespace Onboarding.Core.Tests;

/// <summary>Counts and outputs of whole runs against the definition, at both checks.</summary>
public sealed class OnboardingRunPersonProperties : IDisposable
{
    private static readonly string[] s_columns = ["email", "email 2", "external_id", "unsubscribed", "born"];

    private static readonly string[] s_addresses =
    [
        "p0@example.com", "P.0@example.com", "p0+shop@example.com", "p1@example.com", "p2@example.com", "p-2@example.com", "p3@example.com",
        "jan.p@gmail.com", "janp@googlemail.com", "Jan.P+x@gmail.com", "anna@gmail.com",
    ];

    private static readonly Gen<string[]> s_row =
        from email in Gen.Frequency((4, Gen.Elements(s_addresses)), (1, Gen.Elements("", "noreply@example.com", "no address")))
        from other in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(s_addresses)))
        from id in Gen.Frequency((2, Gen.Elements("", "0000")), (4, Gen.Elements("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8")))
        from unsubscribed in Gen.Frequency((12, Gen.Constant("")), (1, Gen.Constant("2026-01-01")))
        from born in Gen.Frequency((9, Gen.Constant("1984-03-07")), (1, Gen.Constant("2010-01-01")))
        select new[] { email, other, id, unsubscribed, born };

    private static readonly Gen<Case> s_case =
        from count in Gen.Choose(0, 40)
        from rows in s_row.ArrayOf(count)
        from first in Gen.Elements(s_addresses).ListOf(1)
        from late in Gen.Elements(s_addresses).ListOf(1)
        from isLate in Gen.Elements(true, false)
        from isHashed in Gen.Elements(true, false)
        from id in Gen.Elements("nobody", "nobody", "A1", "A2")
        from limit in Gen.Elements(0, 1, 5)
        select new Case(rows, [.. first], isLate ? [.. first, .. late] : [.. first], isHashed, id, limit);

    private static readonly RunLedger s_store = new();

    private readonly Dictionary<int, RunWorld> _worlds = new[] { 0, 1, 5 }.ToDictionary(limit => limit, limit => new RunWorld(
        plan =>
        {
            plan.LinkAtMost = limit;
            plan.Columns = new() { ["email"] = ["email", "email 2"], ["external_id"] = ["external_id"] };
            plan.Evidence = """{ "consent_withdrawn_at": { "column": "unsubscribed" }, "date_of_birth": { "column": "born", "format": "yyyy-MM-dd" } }""";
        },
        ledger: s_store));

    [Fact]
    public void WriteToAsync_AnyRowsAndLists_GivesWhatTheDefinitionGives()
    {
        Prop.ForAll(s_case.ToArbitrary(), test =>
        {
            s_store.Clear();
            var world = _worlds[test.Limit];
            string[][] rows = [.. test.Rows, .. RunWorld.Members(12).Select(m => new[] { m[0], "", m[1], "", "1984-03-07" })];
            var expected = new Expected(rows, test);
            var report = world.Run(new RunRecords(s_columns, rows), Lists(test));
            var counts = report.Counts;
            return counts.Rows == counts.Members + counts.Suppressed + counts.Dropped + counts.Duplicates + counts.Malformed
                && expected.Counts == (counts.Members, counts.Suppressed, counts.SuppressedAtWrite, counts.SuppressedByPerson, counts.Dropped, counts.Duplicates)
                && expected.Tokens(world).SetEquals(RunAudiences.Tokens(report.AudiencePath));
        }).Check(ContractGenerators.Runs(150, 29));
    }

    public void Dispose()
    {
        foreach (var world in _worlds.Values)
        {
            world.Dispose();
        }
    }

    private static SuppressionSource Lists(Case test)
    {
        string Write(string address) => test.IsHashed ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant()))) : address;

        var form = test.IsHashed ? SuppressionValueForm.Sha256Hex : SuppressionValueForm.Clear;
        var addresses = new RunRecords(["value"], reading => (reading == 0 ? test.First : test.Second).Append(RunOptOuts.Nobody).Select(v => RunRecords.Encode([Write(v)])));
        return SuppressionSource.FromLists(
            new SuppressionList("addresses", addresses, [new SuppressionColumn("value", IdentifierKind.Email, form)]),
            RunOptOuts.List(IdentifierKind.ExternalId, SuppressionValueForm.Clear, test.Id));
    }

    private sealed record Case(string[][] Rows, string[] First, string[] Second, bool IsHashed, string Id, int Limit);

    /// <summary>Where every row goes by the definition.</summary>
    private sealed class Expected
    {
        private readonly List<string[]> _members;

        public Expected(string[][] rows, Case test)
        {
            var identifiers = rows.Select(r => Identifiers(r).ToArray()).ToArray();
            var records = rows.Select((r, i) => new Row([.. identifiers[i].Select(t => t.Contains('@', StringComparison.Ordinal) ? Form(t) : t)], r[3].Length > 0)).ToArray();
            var dropped = rows.Select((r, i) => identifiers[i].Length == 0 || r[3].Length > 0 || r[4].StartsWith("2010", StringComparison.Ordinal)).ToArray();
            var (first, second) = (Judge(records, Listed(rows, test, test.First), test.Limit), Judge(records, Listed(rows, test, test.Second), test.Limit));
            var open = Enumerable.Range(0, rows.Length).Where(i => !dropped[i]).ToList();
            var kept = open.Where(i => first[i] == Verdict.Kept).GroupBy(i => string.Join('\n', identifiers[i].Distinct().Order(StringComparer.Ordinal))).ToList();
            var late = kept.Where(g => second[g.First()] != Verdict.Kept).ToList();
            _members = [.. kept.Except(late).Select(g => identifiers[g.First()])];
            Counts = (
                _members.Count,
                open.Count(i => first[i] != Verdict.Kept) + late.Count,
                late.Count,
                open.Count(i => first[i] == Verdict.Linked) + late.Count(g => second[g.First()] == Verdict.Linked),
                dropped.Count(d => d),
                kept.Sum(g => g.Count() - 1));
        }

        public (long Members, long Suppressed, long AtWrite, long ByPerson, long Dropped, long Duplicates) Counts { get; }

        public HashSet<string> Tokens(RunWorld world)
        {
            return [.. _members.SelectMany(m => m).Select(t => world.Token(t.Contains('@', StringComparison.Ordinal) ? IdentifierKind.Email : IdentifierKind.ExternalId, t))];
        }

        // Canonical forms; placeholders are none.
        private static IEnumerable<string> Identifiers(string[] row)
        {
            var addresses = row[..2].Where(a => !a.StartsWith("noreply", StringComparison.Ordinal)).Select(Canonical).OfType<string>();
            return row[2] is "" or "0000" ? addresses : addresses.Append(row[2]);
        }

        // A hash is of one spelling: it names an identifier where some row has just that one, or its canonical form.
        private static HashSet<string> Listed(string[][] rows, Case test, string[] optOuts)
        {
            var hashed = optOuts.Select(o => o.ToLowerInvariant()).ToHashSet();
            var addresses = test.IsHashed ? rows.SelectMany(r => r[..2]).Where(a => Forms(a).Any(hashed.Contains)) : optOuts;
            return [.. addresses.Select(Form), test.Id];
        }
    }
}
