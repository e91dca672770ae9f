using Microsoft.Extensions.DependencyInjection.Extensions;
using Onboarding;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the store on a server to a home.</summary>
public static class PostgreSqlOnboardingBuilderExtensions
{
    /// <summary>Registers a <see cref="PostgreSqlStore"/>, unless another <see cref="IOnboardingStore"/> is registered. The service provider must be disposed asynchronously.</summary>
    /// <param name="builder">What <c>AddOnboarding</c> gave.</param>
    /// <param name="connectionString">The server, database and role, in Npgsql's form.</param>
    /// <param name="schema">The schema; one for each party.</param>
    /// <returns>The same builder.</returns>
    public static IOnboardingBuilder UsePostgreSql(this IOnboardingBuilder builder, string connectionString, string schema = "onboarding")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        builder.Services.TryAddSingleton<IOnboardingStore>(_ => new PostgreSqlStore(connectionString, schema));
        return builder;
    }
}
