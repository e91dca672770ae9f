using System.Buffers;
using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>What the words of a consent column mean. The cell decides before the header, and a word that nobody knows is no consent.</summary>
internal static class ConsentCell
{
    private static readonly string[] s_joints = [" ", "-", "_", ""];
    private static readonly SearchValues<byte> s_zeroDate = SearchValues.Create("0-/.: TZ"u8);
    private static readonly CellWords s_true = new("1", "true", "t", "y", "yes", "x", "on", "ja", "j", "wahr", "waar", "oui", "si");
    private static readonly CellWords s_false = new("0", "false", "f", "n", "no", "off", "nee", "nein", "falsch", "onwaar", "non");
    private static readonly CellWords s_grants = Spell("allow", "allowed", "subscribed", "active", "opted in", "double opt in", "double opt-in", "toestaan", "zulassen");
    private static readonly CellWords s_active = new("active");
    private static readonly CellWords s_denials = Spell(
        "do not allow", "not allowed", "denied", "unsubscribed", "opted out", "opt out", "cleaned", "bounced", "suppressed", "withdrawn", "revoked", "declined", "refused", "rejected", "no thanks", "no, thanks", "opt out requested", "complained", "blacklisted", "blocked", "spam", "marked as spam", "hard bounce", "soft bounce", "hard bounced", "soft bounced",
        "geblokkeerd", "gesperrt",
        "niet toestaan", "ingetrokken", "afgemeld", "uitgeschreven", "geweigerd", "afgewezen", "nicht zulassen", "widerrufen", "abgelehnt", "abgemeldet");

    private static readonly CellWords s_unknown = Spell(
        "null", "none", "nan", "na", "not set", "never", "never subscribed", "not subscribed", "non subscribed", "not activated", "unconfirmed", "pending", "no consent");

    /// <summary>Reads a cell of a column that speaks of consent.</summary>
    public static ConsentState Read(EvidenceColumn column, ReadOnlySpan<byte> cell)
    {
        var reason = CellCheck.ReadText(cell, out var text);
        if (reason is RejectionReason.Empty or RejectionReason.Placeholder)
        {
            return ConsentState.Unknown;
        }

        var isTrue = column.Yes?.Contains(text) ?? s_true.Contains(text);
        var isFalse = column.No?.Contains(text) ?? s_false.Contains(text);
        if (isFalse)
        {
            return column.Denies ? ConsentState.Unknown : ConsentState.Refused;
        }

        if (isTrue)
        {
            return column.Denies ? ConsentState.Withdrawn : ConsentState.Granted;
        }

        if (s_denials.Contains(text))
        {
            return ConsentState.Withdrawn;
        }

        // Where the plan names the words that say yes, no other word does. An active opt-out is one.
        if (column.Yes is null && s_grants.Contains(text) && !(column.Denies && s_active.Contains(text)))
        {
            return ConsentState.Granted;
        }

        // In a column of denials a date or a reason denies too.
        return column.Denies && !s_unknown.Contains(text) ? ConsentState.Withdrawn : ConsentState.Unknown;
    }

    /// <summary>Whether a cell of a column of withdrawals says that there was one: anything but nothing, a word for it, and the zero date of databases.</summary>
    public static bool IsWithdrawal(EvidenceColumn column, ReadOnlySpan<byte> cell)
    {
        var reason = CellCheck.ReadText(cell, out var text);
        return reason is not (RejectionReason.Empty or RejectionReason.Placeholder)
            && !(column.No ?? s_false).Contains(text)
            && !s_unknown.Contains(text)
            && (text.IsEmpty || text.ContainsAnyExcept(s_zeroDate) || !text.Contains((byte)'0'));
    }

    // As people and programs join words: opted out, opted-out, opted_out, optedout.
    private static CellWords Spell(params string[] words) => new(words.SelectMany(w => s_joints.Select(joint => w.Replace(" ", joint, StringComparison.Ordinal))));
}

/// <summary>What a cell says of consent.</summary>
internal enum ConsentState
{
    /// <summary>Nothing, or that nobody objected: no consent.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Granted,

    /// <summary>No.</summary>
    Refused,

    /// <summary>Not any more, or by a word or column of denial.</summary>
    Withdrawn,
}
