using System.Collections.Immutable;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>What may be done with a set of values: who can attribute them, until when, for what, by whom, and what never. Mixed sets take the strictest of their parts (rule PSE-20).</summary>
/// <remarks>A join-semilattice for one domain: <see cref="Join"/> is commutative, associative and idempotent, and its result allows nothing that a part forbids. EDPB Guidelines 02/2026 (draft) par. 36.</remarks>
internal sealed class UseLimits
{
    public required string Domain { get; init; }

    public required Attribution AttributableBy { get; init; }

    public required DateTimeOffset UseBy { get; init; }

    public required DateTimeOffset DeleteBy { get; init; }

    /// <summary>Purposes that are allowed.</summary>
    public required ImmutableSortedSet<string> Purposes { get; init; }

    /// <summary>Parties that may hold the values.</summary>
    public required ImmutableSortedSet<string> Recipients { get; init; }

    /// <summary>Uses that are forbidden.</summary>
    public required ImmutableSortedSet<string> Forbidden { get; init; }

    /// <summary>The fields that the values come from, under the names of plans.</summary>
    public required ImmutableSortedSet<string> Fields { get; init; }

    public static ImmutableSortedSet<string> Set(params IEnumerable<string> values) => ImmutableSortedSet.CreateRange(StringComparer.Ordinal, values);

    /// <summary>The limits of both sets together.</summary>
    /// <exception cref="OnboardingException"><c>OUTSIDE_DOMAIN</c>: the sets are of two domains, which may not be mixed at all.</exception>
    public UseLimits Join(UseLimits other)
    {
        if (Domain != other.Domain)
        {
            throw new OnboardingException(Reasons.OutsideDomain, $"values for {Domain} would be mixed with values of another domain");
        }

        return new UseLimits
        {
            Domain = Domain,
            AttributableBy = AttributableBy > other.AttributableBy ? AttributableBy : other.AttributableBy,
            UseBy = UseBy < other.UseBy ? UseBy : other.UseBy,
            DeleteBy = DeleteBy < other.DeleteBy ? DeleteBy : other.DeleteBy,
            Purposes = Purposes.Intersect(other.Purposes),
            Recipients = Recipients.Intersect(other.Recipients),
            Forbidden = Forbidden.Union(other.Forbidden),
            Fields = Fields.Union(other.Fields),
        };
    }
}
