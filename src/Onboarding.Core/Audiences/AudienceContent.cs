namespace Onboarding.Audiences;

/// <summary>What the tokens of a file in the audience format are (docs/audience-format.md).</summary>
public enum AudienceContent
{
    /// <summary>The members of an audience.</summary>
    Members = 0,

    /// <summary>People whom the recipient must take out.</summary>
    Removals = 0x200,

    /// <summary>The members of an audience that an earlier one has not.</summary>
    Additions = 0x300,

    /// <summary>People of whom the recipient says that they opted out with it; travels from recipient to sender.</summary>
    Signal = 0x400,
}
