using Onboarding.Identifiers;

namespace Onboarding.Profiles;

// Which words are no part of a name at Google: https://github.com/googleads/data-manager-dotnet, UserDataFormatter (4ee724dc, 2026-06-25).
internal static partial class FormSteps
{
    public static readonly FormStep NoTitles = new("no-titles", "the words mr. mrs. ms. dr. out", static (buffer, ref length, _) =>
    {
        var written = 0;
        for (var start = 0; start < length;)
        {
            var space = buffer[start..length].IndexOf((byte)' ');
            var end = space < 0 ? length : start + space + 1;
            if (!IsOneOf(buffer[start..end].TrimEnd((byte)' '), Characters.Titles))
            {
                buffer[start..end].CopyTo(buffer[written..]);
                written += end - start;
            }

            start = end;
        }

        length = buffer[..written].TrimEnd((byte)' ').Length;
        return RejectionReason.None;
    });

    public static readonly FormStep NoSuffixes = new("no-suffixes", "jr. sr. 2nd 3rd ii iii iv v vi cpa dc dds vm jd md phd out at the end, after a comma or space", static (buffer, ref length, _) =>
    {
        while (true)
        {
            var value = buffer[..length];
            var separator = value.LastIndexOfAny((byte)' ', (byte)',');
            if (separator < 0 || !IsOneOf(value[(separator + 1)..], Characters.Suffixes))
            {
                return RejectionReason.None;
            }

            length = value[..separator].TrimEnd(" ,"u8).Length;
        }
    });

    private static bool IsOneOf(ReadOnlySpan<byte> word, byte[][] words)
    {
        foreach (var one in words)
        {
            if (word.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }
}
