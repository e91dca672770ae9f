using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests;

/// <summary>Rules of the house that hold for every public type and every reason.</summary>
public partial class ConsistencyTests
{
    private static Type[] PublicTypes => [.. ContractApi.Types(typeof(CanonicalForm).Assembly), .. ContractApi.Types(typeof(CsvRecords).Assembly), .. ContractApi.Types(typeof(SqliteStore).Assembly), .. ContractApi.Types(typeof(PostgreSqlStore).Assembly)];

    [Fact]
    public void PublicTypes_All_AreClosedToInheritance()
    {
        Assert.All(PublicTypes, type => Assert.True(type.IsSealed || type.IsInterface, type.FullName));
    }

    [Fact]
    public void PublicStructs_All_AreReadOnly()
    {
        Assert.All(PublicTypes.Where(t => t is { IsValueType: true, IsEnum: false }), type => Assert.True(type.GetCustomAttribute<IsReadOnlyAttribute>() is not null, type.FullName));
    }

    [Fact]
    public void PublicTypes_All_HaveNoFieldsButConstants()
    {
        Assert.All(PublicTypes.Where(t => !t.IsEnum).SelectMany(ContractApi.Members).OfType<FieldInfo>(), field => Assert.True(field.IsLiteral, $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void PublicTypes_All_HaveNoProtectedMembers()
    {
        Assert.All(PublicTypes.SelectMany(ContractApi.Members).OfType<MethodBase>().Where(m => !m.IsVirtual), method => Assert.True(method.IsPublic, $"{method.DeclaringType}.{method.Name}"));
    }

    /// <summary>The contract of stores is what two packages implement, and not a seam for everybody.</summary>
    [Fact]
    public void PublicInterfaces_ButThoseOfStores_HaveOneToThreeMembers()
    {
        Assert.All(PublicTypes.Where(t => t.IsInterface && !t.IsAssignableFrom(typeof(IOnboardingStore))), type => Assert.InRange(ContractApi.Members(type).Count(), 1, 3));
    }

    [Fact]
    public void PublicTypes_All_AreInANamespaceOfTheProduct()
    {
        Assert.All(PublicTypes, type => Assert.True(type.Namespace is "Onboarding" or "Microsoft.Extensions.DependencyInjection" || type.Namespace!.StartsWith("Onboarding.", StringComparison.Ordinal), type.FullName));
    }

    [Fact]
    public void PublicExceptions_OnlyOne_IsOnboardingException()
    {
        Assert.Equal([typeof(OnboardingException)], PublicTypes.Where(t => typeof(Exception).IsAssignableFrom(t)));
    }

    /// <summary>Record-level output is never anonymous, and nothing public can say so.</summary>
    [Fact]
    public void PublicNames_All_SayPseudonymousAndNeverAnonymous()
    {
        var names = PublicTypes.SelectMany(t => ContractApi.Members(t).Select(m => m.Name).Append(t.Name).Concat(t.IsEnum ? Enum.GetNames(t) : []));
        Assert.DoesNotContain(names, SaysAnonymous);
    }

    [Fact]
    public void PublicTexts_All_SayPseudonymousAndNeverAnonymous()
    {
        var constants = PublicTypes.SelectMany(ContractApi.Members).OfType<FieldInfo>().Where(f => f.IsLiteral).Select(f => f.GetRawConstantValue()).OfType<string>();
        var reasons = Reasons.All.SelectMany(r => new[] { r.Code, r.Rule, r.Source, r.Remedy });
        Assert.DoesNotContain(constants.Concat(reasons), SaysAnonymous);
    }

    [Fact]
    public void Reasons_All_HaveACodeOfTheirOwnARuleASourceAndARemedy()
    {
        Assert.Equal(Reasons.All.Count, Reasons.All.Select(r => r.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Reasons.All, reason => Assert.True(Code().IsMatch(reason.Code) && reason.Rule.Length > 0 && reason.Source.Length > 0 && reason.Remedy.EndsWith('.'), reason.Code));
        Assert.Equal(Reasons.All.Select(r => r.Code).Order(StringComparer.Ordinal), Reasons.All.Select(r => r.Code));
    }

    [Fact]
    public void Reasons_Declared_AreAllListed()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var declared = typeof(Reasons).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters).SelectMany(t => t.GetFields(Static)).Where(f => f.FieldType == typeof(Reason)).Select(f => (Reason)f.GetValue(null)!);
        Assert.Equal(declared.Select(r => r.Code).Order(StringComparer.Ordinal), Reasons.All.Select(r => r.Code));
    }

    [Fact]
    public void Reasons_All_AreProvokedByATest()
    {
        var missing = AllCodes().Except(ProvokedCodes()).ToList();
        Assert.True(missing.Count == 0, "No test has the trait of " + string.Join(", ", missing));
    }

    [Fact]
    public void RefusalTraits_OfTests_NameReasonsThatExist()
    {
        var unknown = ProvokedCodes().Except(AllCodes()).ToList();
        Assert.True(unknown.Count == 0, "No reason has the code " + string.Join(", ", unknown));
    }

    private static IEnumerable<string> AllCodes() => Reasons.All.Select(r => r.Code).Concat(RejectionReasons.All.Select(RejectionReasons.GetCode)).Order(StringComparer.Ordinal);

    // From the sources of every test project: a trait in another assembly counts too.
    private static SortedSet<string> ProvokedCodes()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(ContractFolder.Repository, "tests"), "*.cs", SearchOption.AllDirectories).Where(f => !f.EndsWith(nameof(ConsistencyTests) + ".cs", StringComparison.Ordinal));
        return new SortedSet<string>(sources.SelectMany(f => RefusalTrait().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value), StringComparer.Ordinal);
    }

    private static bool SaysAnonymous(string text) => text.Replace("pseudonym", "", StringComparison.OrdinalIgnoreCase).Contains("anonym", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""Trait\("Refusal",\s*"([^"]*)"\)""")]
    private static partial Regex RefusalTrait();

    [GeneratedRegex("^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    private static partial Regex Code();
}
