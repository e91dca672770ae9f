using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

public class SuppressionFormProperties
{
    [Fact]
    public void Write_AnyCanonicalForm_IsNoLongerAndKeepsTheHost()
    {
        Prop.ForAll(ContractGenerators.Email.ToArbitrary(), value =>
        {
            if (CanonicalFormProperties.Normalize(IdentifierKind.Email, value) is not { } canonical)
            {
                return true;
            }

            var form = SuppressionFormTests.Write(IdentifierKind.Email, canonical);
            var text = Encoding.ASCII.GetString(canonical);
            return form.Length <= text.Length && form[form.IndexOf('@')..] == text[text.IndexOf('@')..];
        }).Check(ContractGenerators.Runs(5_000, 23));
    }

    [Fact]
    public void Write_SuppressionForm_GivesItself()
    {
        Prop.ForAll(ContractGenerators.Value.ToArbitrary(), value => IdentifierKinds.All.All(kind =>
        {
            if (CanonicalFormProperties.Normalize(kind, value) is not { } canonical)
            {
                return true;
            }

            var form = SuppressionFormTests.Write(kind, canonical);
            return SuppressionFormTests.Write(kind, Encoding.UTF8.GetBytes(form)) == form;
        })).Check(ContractGenerators.Runs(5_000, 29));
    }

    /// <summary>Coarser than the canonical form: case, white space, tag and punctuation of the local part change the spelling and not the suppression form.</summary>
    [Fact]
    public void Write_OtherSpellingOfAMailbox_GivesTheSame()
    {
        var cases = from local in Gen.Elements("jan", "j1", "jansen", "abcdefghij").NonEmptyListOf().Select(string.Concat)
                    from host in Gen.Elements("example.com", "example.nl", "gmail.com", "googlemail.com")
                    from mark in Gen.Elements(".", "-", "_", "'", "!", "~", "`", "..")
                    from at in Gen.Choose(0, 100)
                    from tag in Gen.Elements("", "+", "+shop", "+a+b", "+a.b")
                    from shout in Gen.Elements(true, false)
                    where local.Length <= 50
                    select (local, host, mark: mark, at: at % local.Length, tag, shout);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var spelled = c.local.Insert(c.at, c.mark) + c.tag + "@" + c.host;
            return Form(c.local + "@" + c.host) == Form(" " + (c.shout ? spelled.ToUpperInvariant() : spelled) + "\u00A0");
        }).Check(ContractGenerators.Runs(5_000, 31));
    }

    private static string Form(string email)
    {
        var canonical = CanonicalFormProperties.Normalize(IdentifierKind.Email, Encoding.UTF8.GetBytes(email));
        Assert.NotNull(canonical);
        return SuppressionFormTests.Write(IdentifierKind.Email, canonical);
    }
}
