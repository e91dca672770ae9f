namespace Onboarding;

/// <summary>A reason code: what it means, what to do, and where the rule comes from.</summary>
public sealed class Reason
{
    internal Reason(string code, ReasonCategory category, string rule, string source, string remedy)
    {
        Code = code;
        Category = category;
        Rule = rule;
        Source = source;
        Remedy = remedy;
    }

    /// <summary>The code, stable across versions.</summary>
    public string Code { get; }

    /// <summary>Who refuses: a rule, or the form of the input.</summary>
    public ReasonCategory Category { get; }

    /// <summary>The rule's id, or the contract's page.</summary>
    public string Rule { get; }

    /// <summary>Law, guideline or contract behind the rule.</summary>
    public string Source { get; }

    /// <summary>What the code means.</summary>
    public string Meaning => ReasonMeanings.Of(Code);

    /// <summary>Whether the rule is a choice of this library rather than law, so that a plan may override it by name, reason and expiry.</summary>
    public bool IsLibraryChoice { get; internal init; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
