using System.ComponentModel.DataAnnotations;

namespace Onboarding;

/// <summary>Settings of <c>AddOnboarding</c>.</summary>
public sealed class OnboardingOptions
{
    /// <summary>The party's private folder: keys, ledger, working sets.</summary>
    /// <value>The default is <c>onboarding</c> in the current folder.</value>
    [Required]
    public string Home { get; set; } = "onboarding";
}
