using Onboarding.Audiences;

namespace Onboarding.Delivery;

/// <summary>Where an audience goes. Called by the run only, after the second suppression check and the ledger's intent.</summary>
public interface IDestination
{
    /// <summary>A name for the ledger; no identifier and no secret.</summary>
    string Name { get; }

    /// <summary>Delivers an audience, and its signature where it has one. Whole or not at all: on an exception nothing may be visible at the destination.</summary>
    /// <param name="audience">The audience.</param>
    /// <param name="cancellationToken">Cancels the delivery.</param>
    /// <returns>Where it is now, for the report.</returns>
    ValueTask<string> DeliverAsync(Audience audience, CancellationToken cancellationToken);

    /// <summary>Delivers the files of a platform's upload, in their order. Whole or not at all, as an audience.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancels the delivery.</param>
    /// <returns>Where it is now, for the report.</returns>
    /// <exception cref="OnboardingException"><c>DESTINATION_NOT_BUILT</c>: what a destination says that takes audiences only.</exception>
    ValueTask<string> DeliverAsync(PlatformUpload upload, CancellationToken cancellationToken) => throw new OnboardingException(Reasons.DestinationNotBuilt, "the destination takes audiences only, and the plan sends to a platform");
}
