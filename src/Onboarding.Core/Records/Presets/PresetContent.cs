namespace Onboarding.Records;

/// <summary>Whose rows stand in the files of a preset.</summary>
internal enum PresetContent
{
    /// <summary>Anybody's: the columns of consent say more.</summary>
    People,

    /// <summary>People who said no: an opt-out list, whatever else stands there.</summary>
    OptOuts,

    /// <summary>People who never said yes: neither members nor opt-outs.</summary>
    NeverAgreed,
}
