using Microsoft.Extensions.Options;

namespace Onboarding;

[OptionsValidator]
internal sealed partial class OnboardingOptionsValidator : IValidateOptions<OnboardingOptions>;
