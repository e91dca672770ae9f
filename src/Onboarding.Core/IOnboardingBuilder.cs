using Microsoft.Extensions.DependencyInjection;

namespace Onboarding;

/// <summary>What add-ons extend after <c>AddOnboarding</c>.</summary>
public interface IOnboardingBuilder
{
    /// <summary>The services.</summary>
    IServiceCollection Services { get; }
}
