using System.Runtime.CompilerServices;

namespace Onboarding.Identifiers;

/// <summary>
/// The numbering plans of all regions as deterministic automata. The tables are generated; this half walks them.
/// Digits are bytes with the values 0 to 9.
/// </summary>
internal static partial class PhoneMetadata
{
    private const int RegionStride = 8;
    private const int CodeStride = 4;
    private const int LiteralStride = 5;
    private const int NowColumn = 10;
    private const int AtEndColumn = 11;

    /// <summary>The most digits that a number can have with all its prefixes; the generator checks it.</summary>
    internal const int MaxDigits = 64;

    /// <summary>Room for a number in which a national prefix was replaced.</summary>
    internal const int MaxRewritten = 72;

    /// <summary>The number of the calling code with which the digits begin, or -1.</summary>
    internal static int FindCode(ReadOnlySpan<byte> digits)
    {
        return digits.Length < 3 ? -1 : CodeByDigits[(digits[0] * 100) + (digits[1] * 10) + digits[2]] - 1;
    }

    internal static int CallingCode(int code)
    {
        return Codes[code * CodeStride];
    }

    internal static int CallingCodeLength(int callingCode)
    {
        return callingCode < 10 ? 1 : callingCode < 100 ? 2 : 3;
    }

    internal static int MainRegion(int code)
    {
        return Codes[(code * CodeStride) + 1];
    }

    /// <summary>Whether the national number is valid in a region of the calling code.</summary>
    internal static bool IsValid(int code, ReadOnlySpan<byte> national)
    {
        return Matches(Codes[(code * CodeStride) + 2], national);
    }

    /// <summary>The number of the calling code of the region.</summary>
    internal static int CodeOf(int region)
    {
        return Regions[(region * RegionStride) + 7];
    }

    /// <summary>Whether the number is longer than every number of the region.</summary>
    internal static bool IsTooLong(int region, int length)
    {
        return length > Regions[(region * RegionStride) + 6];
    }

    /// <summary>Whether a number of the length is possible in the region, or too long.</summary>
    internal static bool IsUsableLength(int region, int length)
    {
        int row = region * RegionStride;
        uint mask = Regions[row + 4] | ((uint)Regions[row + 5] << 16);
        return length >= 32 || ((mask >> length) & 1) != 0;
    }

    internal static bool MatchesGeneral(int region, ReadOnlySpan<byte> national)
    {
        return Matches(Regions[(region * RegionStride) + 3], national);
    }

    /// <summary>How many digits of international prefix (00, 011) the number begins with in the region.</summary>
    internal static int InternationalPrefix(int region, ReadOnlySpan<byte> digits)
    {
        int length = (int)(PrefixActions[Walk(Regions[(region * RegionStride) + 1], digits)] & 0xff);
        return length < digits.Length && digits[length] == 0 ? 0 : length;
    }

    /// <summary>
    /// The number without its national prefix as the region writes it. A number that matches the general pattern of
    /// the region keeps its prefix unless what remains matches too. <paramref name="rewritten"/> takes the result when
    /// the region replaces the prefix.
    /// </summary>
    internal static ReadOnlySpan<byte> StripNationalPrefix(int region, ReadOnlySpan<byte> number, Span<byte> rewritten)
    {
        int start = Regions[(region * RegionStride) + 2];
        int action = start == 0 ? 0 : Walk(start, number);
        return action == 0 ? number : Strip(region, number, PrefixActions[action], rewritten);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> Strip(int region, ReadOnlySpan<byte> number, uint action, Span<byte> rewritten)
    {
        ReadOnlySpan<byte> result = number[(int)(action & 0xff)..];
        ReadOnlySpan<byte> literal = Literals.Slice((int)((action >> 8) & 0xff) * LiteralStride, LiteralStride);
        int copied = (int)(action >> 24);
        int inserted = literal[0] + copied;
        if (inserted != 0)
        {
            literal.Slice(1, literal[0]).CopyTo(rewritten);
            number.Slice((int)((action >> 16) & 0xff), copied).CopyTo(rewritten[literal[0]..]);
            result.CopyTo(rewritten[inserted..]);
            result = rewritten[..(inserted + result.Length)];
        }

        return MatchesGeneral(region, number) && !MatchesGeneral(region, result) ? number : result;
    }

    private static bool Matches(int state, ReadOnlySpan<byte> digits)
    {
        int read = Follow(ref state, digits);
        int more = digits.Length - read;
        return state >= FirstTail && more < 32 && ((Tails[state - FirstTail] >> more) & 1) != 0;
    }

    /// <summary>Goes from a state as far as the digits decide, and tells how many did.</summary>
    private static int Follow(ref int state, ReadOnlySpan<byte> digits)
    {
        ReadOnlySpan<ushort> transitions = Transitions;
        int read = 0;
        while (state < FirstTail && read < digits.Length)
        {
            state = transitions[state + digits[read++]];
        }

        return read;
    }

    /// <summary>The action of the match that the pattern prefers at the start of the digits, or 0.</summary>
    private static int Walk(int state, ReadOnlySpan<byte> digits)
    {
        ReadOnlySpan<ushort> states = PrefixStates;
        int action = 0;
        foreach (byte digit in digits)
        {
            if (state == 0)
            {
                return action;
            }

            int now = states[state + NowColumn];
            action = now != 0 ? now : action;
            state = states[state + digit];
        }

        int atEnd = states[state + AtEndColumn];
        return atEnd != 0 ? atEnd : action;
    }
}
