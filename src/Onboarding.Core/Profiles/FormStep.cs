using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>One change, or one check, on the way from a value to a platform's form. The steps are in <see cref="FormSteps"/>.</summary>
internal sealed class FormStep(string name, string rule, FormStep.Change change)
{
    /// <summary>Changes a value where it stands, or tells why the platform could not use it.</summary>
    /// <param name="buffer">Holds valid UTF-8; twice the length of the value is always there.</param>
    /// <param name="length">The length of the value.</param>
    /// <param name="context">What the form depends on besides.</param>
    public delegate RejectionReason Change(Span<byte> buffer, ref int length, FormContext context);

    /// <summary>The name in traces: small letters and hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>What the step does, for docs/profiles.md.</summary>
    public string Rule { get; } = rule;

    public RejectionReason Apply(Span<byte> buffer, ref int length, FormContext context) => change(buffer, ref length, context);
}
