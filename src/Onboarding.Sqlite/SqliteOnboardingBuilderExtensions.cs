using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Onboarding;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the embedded store to a home.</summary>
public static class SqliteOnboardingBuilderExtensions
{
    /// <summary>Registers a <see cref="SqliteStore"/> at <c>onboarding.db</c> in the home's folder, unless another <see cref="IOnboardingStore"/> is registered.</summary>
    /// <param name="builder">What <c>AddOnboarding</c> gave.</param>
    /// <returns>The same builder.</returns>
    public static IOnboardingBuilder UseSqlite(this IOnboardingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IOnboardingStore>(provider => new SqliteStore(Path.Combine(provider.GetRequiredService<IOptions<OnboardingOptions>>().Value.Home, "onboarding.db")));
        return builder;
    }
}
