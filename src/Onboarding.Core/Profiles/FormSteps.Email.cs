using System.Buffers;
using Onboarding.Identifiers;

namespace Onboarding.Profiles;

internal static partial class FormSteps
{
    public static readonly FormStep NoSpaces = new("no-spaces", "white space or an invisible character inside is rejected", static (buffer, ref length, _) => StripSet.ContainsAny(buffer[..length]) ? RejectionReason.InnerSpace : RejectionReason.None);

    public static readonly FormStep OneAt = new("one-at", "exactly one @, with something on both sides; else rejected", static (buffer, ref length, _) =>
    {
        var value = buffer[..length];
        var at = value.IndexOf((byte)'@');
        return at < 0 || value[(at + 1)..].Contains((byte)'@') ? RejectionReason.EmailAt
            : at == 0 ? RejectionReason.EmailLocalLength
            : at == length - 1 ? RejectionReason.EmailDomain
            : RejectionReason.None;
    });

    public static readonly FormStep PlainAddress = new("plain-address", "rejected unless an ASCII address at a host name, without a dot at an end of the local part or two in a row", static (buffer, ref length, _) =>
    {
        Span<byte> address = stackalloc byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.NormalizeEmailBeforeGmail(buffer[..length], address, out var written);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        var local = address[..address[..written].IndexOf((byte)'@')];
        return local[0] == (byte)'.' || local[^1] == (byte)'.' || local.IndexOf(".."u8) >= 0 ? RejectionReason.EmailLocalCharacter : RejectionReason.None;
    });

    public static readonly FormStep GmailOnly = Gmail("gmail-only", "at gmail.com the local part without dots and without the first + and what follows", static domain => domain.SequenceEqual("gmail.com"u8));

    public static readonly FormStep GmailAndGooglemail = Gmail("gmail-googlemail", "at gmail.com and googlemail.com the local part without dots and without the first + and what follows; the host stays", static domain => domain.SequenceEqual("gmail.com"u8) || domain.SequenceEqual("googlemail.com"u8));

    public static readonly FormStep LocalLettersAndDigits = new("local-letters-digits", "at every host the local part without the first + and what follows, then a-z and 0-9 of it only", static (buffer, ref length, _) => CutLocal(buffer, ref length, Characters.LettersAndDigits));

    public static readonly FormStep AddressCharacters = new("address-characters", "all but a-z, 0-9, dot, @ and hyphen out; what follows a + stays", static (buffer, ref length, _) => Keep(buffer, ref length, Characters.AddressCharacters));

    private delegate bool IsHost(ReadOnlySpan<byte> domain);

    private static FormStep Gmail(string name, string rule, IsHost isHost) => new(name, rule, (buffer, ref length, _) =>
    {
        var at = buffer[..length].IndexOf((byte)'@');
        return isHost(buffer[(at + 1)..length]) ? CutLocal(buffer, ref length, Characters.AllButDot) : RejectionReason.None;
    });

    // The steps before it made sure that there is exactly one @.
    private static RejectionReason CutLocal(Span<byte> buffer, ref int length, SearchValues<byte> kept)
    {
        var at = buffer[..length].IndexOf((byte)'@');
        var written = 0;
        for (var i = 0; i < at && buffer[i] != (byte)'+'; i++)
        {
            if (kept.Contains(buffer[i]))
            {
                buffer[written++] = buffer[i];
            }
        }

        if (written == 0)
        {
            return RejectionReason.EmailLocalEmpty;
        }

        buffer[at..length].CopyTo(buffer[written..]);
        length = written + length - at;
        return RejectionReason.None;
    }
}
