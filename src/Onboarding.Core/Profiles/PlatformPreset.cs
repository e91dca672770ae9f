namespace Onboarding.Profiles;

/// <summary>What a platform that matches uploaded lists offers as contract and demands of a list, as it was read on a day.</summary>
/// <remarks>A record of what was read (rules ROL-07, LB-13), for docs/platform-contracts.md and for warnings; the contract that the parties signed goes before it.</remarks>
internal sealed class PlatformPreset
{
    /// <summary>The name in plans: small letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The product, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the terms that govern the list.</summary>
    public required string Contract { get; init; }

    /// <summary>The terms, or the public page that names them.</summary>
    public required Uri ContractUri { get; init; }

    /// <summary>Version and date as the terms state them; null where none was seen.</summary>
    public string? ContractDate { get; init; }

    /// <summary>What the platform says that it is.</summary>
    public required PlatformRole ClaimedRole { get; init; }

    /// <summary>Whether the platform does not claim the role in which EDPB Guidelines 8/2020 read list matching, that of joint controllers.</summary>
    public bool IsContested => ClaimedRole != PlatformRole.JointController;

    /// <summary>The consents that the platform demands for each person in the EEA, under its own names; all must be granted. Empty where no such demand was seen.</summary>
    public IReadOnlyList<string> ConsentTerms { get; init; } = [];

    /// <summary>Whether people in the EEA can be on a list by consent alone, whatever legal basis the controller has (rule LB-13).</summary>
    public bool RequiresConsent => ConsentTerms.Count > 0;

    /// <summary>The fewest people, uploaded or matched, with which a list can be used; null where not verified.</summary>
    public int? MinimumMembers { get; init; }

    /// <summary>The longest that a person stays on a list without being uploaded again; null where no such limit was seen.</summary>
    public TimeSpan? LongestRetention { get; init; }

    /// <summary>The fields that a list can have, under the names of plans.</summary>
    public required IReadOnlyList<string> AllowedFields { get; init; }

    /// <summary>Those of the allowed fields that the platform takes in clear only.</summary>
    public IReadOnlyList<string> PlainFields { get; init; } = [];

    /// <summary>How the claimed role was read: <c>A</c> in a text of the platform, <c>B</c> concluded from one or told by others, <c>C</c> not verified.</summary>
    public required string ReadGrade { get; init; }

    /// <summary>When it was read.</summary>
    public required DateOnly ReadOn { get; init; }
}
