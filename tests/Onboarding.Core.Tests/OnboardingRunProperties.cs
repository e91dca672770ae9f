using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests;

public sealed class OnboardingRunProperties : IDisposable
{
    // Members that nobody objects to, so that no minimum refuses a generated run; they stand in front of its rows.
    private const int Bystanders = 12;

    private static readonly string[] s_hosts = ["gmail.com", "googlemail.com", "example.com", "example.nl"];
    private static readonly string[] s_people = ["jan", "piet", "anna", "j0", "x"];
    private static readonly string[] s_spaces = ["", " ", "\t", "\u00a0", "\ufeff", "\r\n", "\u200b"];
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20261121, 81);

    // One of few mailboxes, in any spelling that shares its suppression form.
    private static readonly Gen<string> s_spelling =
        from person in Gen.Elements(s_people)
        from host in Gen.Elements(s_hosts)
        from punctuation in Gen.Elements(".", "_", "-", "'", "").ArrayOf(person.Length)
        from tag in Gen.Elements("", "", "+", "+shop", "+a.b+c")
        from upper in Gen.Elements(true, false).ArrayOf(40)
        from scheme in Gen.Elements("", "", "mailto:", "MailTo: ")
        from before in Gen.Elements(s_spaces)
        from after in Gen.Elements(s_spaces)
        select before + scheme + Mix(string.Concat(person.Zip(punctuation, (c, p) => c + p)) + tag + "@" + host, upper) + after;

    private static readonly Gen<string> s_mess = Gen.Frequency(
        (6, s_spelling),
        (1, Gen.Elements("", " ", "no address", "a@b@example.com", "jan@localhost", "andré@example.com", "+x@gmail.com", "a b@example.com")),
        (1, ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "")));

    private static readonly Gen<string[]?> s_row = Gen.Frequency(
        (12, from email in s_mess from id in Gen.Elements("", "", "A1", "a1", "B2", "C3") select (string[]?)[email, id]),
        (1, Gen.Constant<string[]?>(null)));

    private readonly RunLedger _store = new();
    private readonly RunWorld _world;

    public OnboardingRunProperties() => _world = new RunWorld(ledger: _store);

    [Fact]
    public void WriteToAsync_AnyRows_PutsEachInExactlyOnePlace()
    {
        Prop.ForAll(s_row.ListOf(80).ToArbitrary(), s_mess.ListOf(5).ToArbitrary(), (rows, optOuts) =>
        {
            var counts = Run(rows, optOuts).Counts;
            return counts.Rows == rows.Count + Bystanders
                && counts.Rows == counts.Members + counts.Suppressed + counts.Dropped + counts.Duplicates + counts.Malformed
                && counts.Malformed == rows.Count(r => r is null)
                && counts.Dropped == rows.Count(r => r is not null && PersonReference.Canonical(r[0]) is null && r[1].Length == 0);
        }).Check(s_config);
    }

    [Fact]
    public void WriteToAsync_AnyRows_HasTheMembersThatTheDefinitionGives()
    {
        Prop.ForAll(s_row.ListOf(80).ToArbitrary(), s_mess.ListOf(5).ToArbitrary(), (rows, optOuts) =>
        {
            var records = rows.Where(r => r is not null && (PersonReference.Canonical(r[0]) is not null || r[1].Length > 0)).ToList();
            var verdicts = PersonReference.Judge([.. records.Select(r => new PersonReference.Row([PersonReference.Form(r![0]), r[1]]))], optOuts.Select(PersonReference.Form).ToHashSet(), limit: 5);
            var open = records.Where((_, i) => verdicts[i] == PersonReference.Verdict.Kept).Select(r => (PersonReference.Canonical(r![0]), r[1])).ToList();
            var counts = Run(rows, optOuts).Counts;
            return counts.Members == open.Distinct().Count() + Bystanders && counts.Duplicates == open.Count - open.Distinct().Count();
        }).Check(s_config);
    }

    [Fact]
    public void WriteToAsync_AnySpellingOfAnOptOut_IsNeverInTheAudience()
    {
        Prop.ForAll(s_row.ListOf(80).ToArbitrary(), s_spelling.NonEmptyListOf().ToArbitrary(), (rows, optOuts) =>
        {
            var forms = optOuts.Select(PersonReference.Form).ToHashSet();
            var report = Run(rows, optOuts);
            var audience = RunAudiences.Tokens(report.AudiencePath);
            return rows.Where(r => r is not null && PersonReference.Canonical(r[0]) is not null && forms.Contains(PersonReference.Form(r[0]))).All(r => !audience.Contains(_world.Token(IdentifierKind.Email, PersonReference.Canonical(r![0])!)));
        }).Check(s_config);
    }

    [Fact]
    public void WriteToAsync_SpellingOnTheSecondListOnly_IsNeverInTheAudience()
    {
        Prop.ForAll(s_row.ListOf(60).ToArbitrary(), s_spelling.NonEmptyListOf().ToArbitrary(), (rows, late) =>
        {
            var forms = late.Select(PersonReference.Form).ToHashSet();
            var list = RunOptOuts.Changing(IdentifierKind.Email, Onboarding.Suppression.SuppressionValueForm.Clear, [RunOptOuts.Nobody], [RunOptOuts.Nobody, .. late]);
            _store.Clear();
            var report = _world.Run(RunWorld.Records([.. RunWorld.Members(Bystanders), .. rows]), list);
            var audience = RunAudiences.Tokens(report.AudiencePath);
            return rows.Where(r => r is not null && PersonReference.Canonical(r[0]) is not null && forms.Contains(PersonReference.Form(r[0]))).All(r => !audience.Contains(_world.Token(IdentifierKind.Email, PersonReference.Canonical(r![0])!)));
        }).Check(s_config);
    }

    [Fact]
    public void WriteToAsync_RowsInAnotherOrder_GivesTheSameTokenSections()
    {
        Prop.ForAll(s_row.ListOf(60).ToArbitrary(), s_mess.ListOf(3).ToArbitrary(), ArbMap.Default.ArbFor<int>(), (rows, optOuts, seed) =>
        {
            var shuffled = rows.ToArray();
            new Random(seed).Shuffle(shuffled);
            var one = Run(rows, optOuts).AudiencePath;
            var other = Run(shuffled, optOuts).AudiencePath;
            return IdentifierKinds.All.All(kind => RunAudiences.Section(one, kind).AsSpan().SequenceEqual(RunAudiences.Section(other, kind)));
        }).Check(s_config);
    }

    public void Dispose() => _world.Dispose();

    private static string Mix(string text, bool[] upper) => string.Concat(text.Select((c, i) => upper[i % upper.Length] ? char.ToUpperInvariant(c) : c));

    private RunReport Run(IEnumerable<string[]?> rows, IEnumerable<string> optOuts)
    {
        // Nobody said no in an earlier case. Enough readable objections that unreadable ones stay few.
        _store.Clear();
        return _world.Run(RunWorld.Records([.. RunWorld.Members(Bystanders), .. rows]), RunOptOuts.Emails([RunOptOuts.Nobody, .. optOuts]));
    }
}
