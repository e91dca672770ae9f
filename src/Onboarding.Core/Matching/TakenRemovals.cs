using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Matching;

/// <summary>The lists of removals that a recipient took in, as they came. An audience from before one of them must not bring its people back.</summary>
internal static class TakenRemovals
{
    public static string PathOf(string folder, string list) => Path.Combine(folder, list + AudienceLayout.RemovalsSuffix);

    /// <summary>The lists that an audience has to be compared with: those of its domain with a higher serial number.</summary>
    public static async ValueTask<IReadOnlyList<string>> FindAsync(ILedger ledger, Domain domain, long serial, CancellationToken cancellationToken)
    {
        var lists = new List<string>();
        await foreach (var entry in ledger.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry is { Event: LedgerEvent.RemovalsTaken, Output: { } list } && entry.Domain == domain.ToString() && entry.Serial > serial && !lists.Contains(list))
            {
                lists.Add(list);
            }
        }

        return lists;
    }

    /// <summary>The tokens of lists, by kind: what is left out of an audience.</summary>
    public static IReadOnlyList<SortedTokens> Load(IReadOnlyList<string> lists, string folder, KeyCard card)
    {
        var tokens = IdentifierKinds.All.Select(_ => new List<Token>()).ToArray();
        foreach (var list in lists)
        {
            using var file = Open(PathOf(folder, list), card);
            foreach (var kind in file.Kinds)
            {
                Read(file, kind, tokens[(int)kind - 1]);
            }
        }

        return [.. tokens.Select(SortedTokens.Create)];
    }

    /// <summary>Opens a list for a holder of the key.</summary>
    public static AudienceFile Open(string path, KeyCard card)
    {
        var file = AudienceFile.Open(path);
        try
        {
            file.RequireContent(AudienceContent.Removals);
            file.RequireOrigin(card);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public static void Read(AudienceFile file, IdentifierKind kind, List<Token> tokens) => file.ReadTokens(kind, chunk =>
    {
        for (; !chunk.IsEmpty; chunk = chunk[Token.Size..])
        {
            tokens.Add(new Token(chunk));
        }
    });
}
