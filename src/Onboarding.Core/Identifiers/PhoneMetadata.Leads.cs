namespace Onboarding.Identifiers;

/// <summary>What the first digits of a number settle.</summary>
internal static partial class PhoneMetadata
{
    /// <summary>Whether no number that begins with the digits has an international prefix.</summary>
    internal static bool HasNoInternationalPrefix(int region, ReadOnlySpan<byte> lead)
    {
        return IsDead(Regions[(region * RegionStride) + 1], lead) && InternationalPrefix(region, lead) == 0;
    }

    /// <summary>
    /// Whether the national prefix and the validity of every number that begins with the digits depend on nothing but
    /// these and the count of those that follow: every automaton that is asked has come to an end, with and without
    /// the prefix.
    /// </summary>
    internal static bool IsSettled(int code, int region, ReadOnlySpan<byte> lead)
    {
        int start = Regions[(region * RegionStride) + 2];
        if (!IsDead(start, lead))
        {
            return false;
        }

        uint action = start == 0 ? 0 : PrefixActions[Walk(start, lead)];
        int dropped = (int)(action & 0xff);
        return action == (uint)dropped && HaveEnded(code, region, lead) && (dropped == 0 || HaveEnded(code, region, lead[dropped..]));
    }

    private static bool HaveEnded(int code, int region, ReadOnlySpan<byte> lead)
    {
        int valid = Codes[(code * CodeStride) + 2];
        int general = Regions[(region * RegionStride) + 3];
        Follow(ref valid, lead);
        Follow(ref general, lead);
        return valid >= FirstTail && general >= FirstTail;
    }

    private static bool IsDead(int state, ReadOnlySpan<byte> digits)
    {
        foreach (byte digit in digits)
        {
            state = PrefixStates[state + digit];
        }

        return state == 0;
    }
}
