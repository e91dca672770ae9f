using Microsoft.Extensions.DependencyInjection.Extensions;
using Onboarding;
using Onboarding.Records;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets a home review plans that leave the columns of CSV files to a preset.</summary>
public static class CsvOnboardingBuilderExtensions
{
    /// <summary>Registers <see cref="CsvHeaders"/>, unless another <see cref="ISourceHeaders"/> is registered.</summary>
    /// <param name="builder">What <c>AddOnboarding</c> gave.</param>
    /// <returns>The same builder.</returns>
    public static IOnboardingBuilder UseCsv(this IOnboardingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<ISourceHeaders, CsvHeaders>();
        return builder;
    }
}
