using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onboarding;
using Onboarding.Keys;
using Onboarding.Records;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers an <see cref="OnboardingHome"/>.</summary>
public static class OnboardingServiceCollectionExtensions
{
    /// <summary>Registers one home: key store and working sets under one private folder, and the registered <see cref="IOnboardingStore"/> (<c>UseSqlite()</c>, <c>UsePostgreSql(...)</c>). Own registrations of <see cref="IKeyStore"/> and <see cref="TimeProvider"/> are used where they exist.</summary>
    /// <param name="services">The services.</param>
    /// <param name="home">The private folder.</param>
    /// <returns>A builder that add-ons extend.</returns>
    public static IOnboardingBuilder AddOnboarding(this IServiceCollection services, string home)
    {
        ArgumentException.ThrowIfNullOrEmpty(home);
        return services.AddOnboarding(options => options.Home = home);
    }

    /// <summary>Registers one home with settings.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>A builder that add-ons extend.</returns>
    public static IOnboardingBuilder AddOnboarding(this IServiceCollection services, Action<OnboardingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<OnboardingOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OnboardingOptions>, OnboardingOptionsValidator>());
        services.TryAddSingleton(provider => new OnboardingHome(
            provider.GetRequiredService<IOptions<OnboardingOptions>>().Value.Home,
            provider.GetService<IOnboardingStore>() ?? throw new InvalidOperationException("No store is registered: add the package Onboarding.Sqlite and call AddOnboarding(...).UseSqlite(), or Onboarding.PostgreSql and UsePostgreSql(...)."),
            provider.GetService<IKeyStore>(),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<OnboardingHome>>())
        {
            SourceHeaders = provider.GetService<ISourceHeaders>(),
        });
        return new Builder(services);
    }

    private sealed class Builder(IServiceCollection services) : IOnboardingBuilder
    {
        public IServiceCollection Services => services;
    }
}
