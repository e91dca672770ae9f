using System.Buffers;
using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>The steps that the forms of platforms are made of. Each leaves valid UTF-8; none depends on culture or ICU.</summary>
internal static partial class FormSteps
{
    public static readonly FormStep LowerAscii = new("lower-ascii", "A-Z to lower case, nothing else", static (buffer, ref length, _) => LowerCase(buffer, ref length, beyondAscii: false));

    public static readonly FormStep Lower = new("lower", $"lower case, the simple mapping of Unicode {SimpleLowerCase.UnicodeVersion}", static (buffer, ref length, _) => LowerCase(buffer, ref length, beyondAscii: true));

    public static readonly FormStep DropSpaces = new("drop-spaces", "white space and invisible characters out, also inside", static (buffer, ref length, _) => Drop(buffer, ref length, Characters.Spaces, static scalar => StripSet.IsMember(scalar)));

    public static readonly FormStep DropPunctuation = new("drop-punctuation", "punctuation and symbols out: those of ASCII, and the dashes, quotes and dots U+2010 to U+2027", static (buffer, ref length, _) => Drop(buffer, ref length, Characters.Punctuation, static scalar => scalar is >= 0x2010 and <= 0x2027));

    public static readonly FormStep LettersAndDigits = new("letters-digits", "all but a-z and 0-9 out, letters with accents too", static (buffer, ref length, _) => Keep(buffer, ref length, Characters.LettersAndDigits));

    public static readonly FormStep Digits = new("digits", "all but 0-9 out", static (buffer, ref length, _) => Keep(buffer, ref length, Characters.Digits));

    public static readonly FormStep FirstLetter = new("first-letter", "the first character only", static (buffer, ref length, _) =>
    {
        Rune.DecodeFromUtf8(buffer[..length], out Rune _, out length);
        return RejectionReason.None;
    });

    /// <summary>Refuses what is longer than the platform takes.</summary>
    public static FormStep AtMost(int bytes) => new($"at-most-{bytes}", $"longer than {bytes} bytes is rejected", (_, ref length, _) => length <= bytes ? RejectionReason.None : RejectionReason.TextTooLong);

    private static RejectionReason LowerCase(Span<byte> buffer, ref int length, bool beyondAscii)
    {
        if (Ascii.ToLowerInPlace(buffer[..length], out var written) == OperationStatus.Done)
        {
            return RejectionReason.None;
        }

        // A lower-case letter can take one byte more than its capital.
        Span<byte> copy = stackalloc byte[PlatformProfile.MaxLength];
        var source = copy[..(length - written)];
        buffer[written..length].CopyTo(source);
        while (!source.IsEmpty)
        {
            Rune.DecodeFromUtf8(source, out var rune, out var read);
            written += (beyondAscii || rune.IsAscii ? SimpleLowerCase.Of(rune) : rune).EncodeToUtf8(buffer[written..]);
            source = source[read..];
        }

        copy.Clear();
        length = written;
        return RejectionReason.None;
    }

    private static RejectionReason Keep(Span<byte> buffer, ref int length, SearchValues<byte> kept)
    {
        var first = buffer[..length].IndexOfAnyExcept(kept);
        if (first < 0)
        {
            return RejectionReason.None;
        }

        var written = first;
        for (var i = first; i < length; i++)
        {
            if (kept.Contains(buffer[i]))
            {
                buffer[written++] = buffer[i];
            }
        }

        length = written;
        return RejectionReason.None;
    }

    private static RejectionReason Drop(Span<byte> buffer, ref int length, SearchValues<byte> ascii, Func<int, bool> beyondAscii)
    {
        if (buffer[..length].IndexOfAny(ascii) < 0 && Ascii.IsValid(buffer[..length]))
        {
            return RejectionReason.None;
        }

        var written = 0;
        for (var i = 0; i < length;)
        {
            Rune.DecodeFromUtf8(buffer[i..length], out var rune, out var read);
            if (rune.IsAscii ? !ascii.Contains((byte)rune.Value) : !beyondAscii(rune.Value))
            {
                buffer.Slice(i, read).CopyTo(buffer[written..]);
                written += read;
            }

            i += read;
        }

        length = written;
        return RejectionReason.None;
    }
}
