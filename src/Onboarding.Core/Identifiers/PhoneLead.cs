namespace Onboarding.Identifiers;

/// <summary>What the first digits of a number settle: with how many digits in all it is a number, and how many of the first ones are no part of it.</summary>
/// <remarks>A word, so that it is read and written at once.</remarks>
internal readonly record struct PhoneLead
{
    private const uint Known = 1u << 31;
    private const uint Settled = 1u << 30;
    private const int SkipShift = 16;
    private const int KeepShift = 20;

    private readonly uint _bits;

    private PhoneLead(uint bits)
    {
        _bits = bits;
    }

    /// <summary>The digits that follow decide.</summary>
    public static PhoneLead Open => new(Known);

    /// <summary>Whether anybody asked yet.</summary>
    public bool IsKnown => _bits != 0;

    /// <summary>The digits before the national number.</summary>
    public int Skip => (int)(_bits >> SkipShift) & 15;

    /// <summary>Of these, the digits of a calling code.</summary>
    public int Keep => (int)(_bits >> KeepShift) & 3;

    /// <summary>A lead after which only the number of digits counts.</summary>
    /// <param name="counts">Bit n: n + 1 digits in all make a number.</param>
    /// <param name="skip">The digits before the national number.</param>
    /// <param name="keep">Of these, the digits of a calling code.</param>
    public static PhoneLead Settle(uint counts, int skip, int keep) => new(Known | Settled | counts | ((uint)skip << SkipShift) | ((uint)keep << KeepShift));

    /// <summary>Whether only the number of digits is left to decide.</summary>
    public bool IsSettled => (_bits & Settled) != 0;

    /// <summary>Whether a number of so many digits is valid.</summary>
    public bool Accepts(int count) => ((_bits >> (count - 1)) & 1) != 0;
}
