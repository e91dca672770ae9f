using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding.Delivery;

/// <summary>What a recipient's users said, taken in by the sender (rule OPT-07): authenticated, counted for people who were really sent to that recipient, once.</summary>
internal sealed class SignalImport(IOnboardingStore store, IKeyStore keys, MemberFiles members, TimeProvider time)
{
    // Library choices: a signal of more people than this, and of more than this share of those who were sent, is unusual.
    private const long UnusualPeople = 50;
    private const double UnusualShare = 0.05;
    private const int BatchLength = 10_000;

    public async ValueTask<SignalReport> TakeAsync(string path, OptOutScope? scope, bool acceptVolume, CancellationToken cancellationToken)
    {
        using var file = AudienceFile.Open(path);
        file.RequireContent(AudienceContent.Signal);
        var outputs = await LedgerOutput.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        using var card = await OpenKeyAsync(file.Label, outputs, cancellationToken).ConfigureAwait(false);
        file.RequireOrigin(card);
        var domain = card.Domain;
        var report = new SignalReport { Id = file.Label.Id, Recipient = domain.Recipient, Scope = scope ?? OptOutScope.Destination(domain.Recipient), Tokens = file.Label.TokenCounts.Values.Sum() };
        if (await IsTakenAsync(report.Id, cancellationToken).ConfigureAwait(false))
        {
            report.AlreadyTaken = true;
            return report;
        }

        var tokens = new Dictionary<IdentifierKind, SortedTokens>();
        foreach (var kind in file.Kinds)
        {
            var list = new List<Token>();
            TakenRemovals.Read(file, kind, list);
            tokens.Add(kind, SortedTokens.Create(list));
        }

        var found = await FindAsync([.. outputs.Where(o => o.MayBeOut && o.Domain.Equals(domain) && o.Intent.KeyId == card.Id && members.Exists(o.Id))], tokens, report, cancellationToken).ConfigureAwait(false);
        if (report.People > UnusualPeople && report.People > report.Delivered * UnusualShare && !acceptVolume)
        {
            throw new OnboardingException(Reasons.RedFlagSignalVolume, $"{domain.Recipient} reports {report.People} of {report.Delivered} people who were sent to it, more than {UnusualShare:P0}");
        }

        await AddAsync(found, report, cancellationToken).ConfigureAwait(false);
        await store.AppendAsync(new LedgerEntry { Event = LedgerEvent.SignalTaken, Time = time.GetUtcNow(), Domain = domain.ToString(), Serial = file.Label.Serial, Output = report.Id }, cancellationToken).ConfigureAwait(false);
        return report;
    }

    // The key is the one that outputs were made with: the label only says which of them to try.
    private async ValueTask<KeyCard> OpenKeyAsync(PseudonymityLabel label, IReadOnlyList<LedgerOutput> outputs, CancellationToken cancellationToken)
    {
        var output = outputs.LastOrDefault(o => o.Intent.KeyId == label.KeyId)
            ?? throw new OnboardingException(Reasons.KeyMismatch, "the signal names a key under which nothing was sent");
        return await keys.OpenAsync(output.Intent.KeyReference, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsTakenAsync(string id, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Event == LedgerEvent.SignalTaken && entry.Output == id)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<Dictionary<(byte Kind, Token Token), string>> FindAsync(IReadOnlyList<LedgerOutput> outputs, Dictionary<IdentifierKind, SortedTokens> tokens, SignalReport report, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(byte, Token), string>();
        var people = new HashSet<UInt128>();
        using var readers = await members.OpenAsync(outputs, cancellationToken).ConfigureAwait(false);
        foreach (var output in outputs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            report.Delivered = Math.Max(report.Delivered, output.Intent.Members);
            var keyId = readers.SuppressionKeyId(output.Id);
            readers[output.Id].ReadAll(member =>
            {
                foreach (var part in member)
                {
                    if (part.Sent.Length == Token.Size && tokens.TryGetValue((IdentifierKind)part.Kind, out var wanted) && wanted.IndexOf(new Token(part.Sent)) >= 0)
                    {
                        people.Add(MemberFile.PrefixOf(member.Subject()));
                        found[(part.Kind, part.SuppressionToken)] = keyId;
                    }
                }
            });
        }

        report.People = people.Count;
        return found;
    }

    private async ValueTask AddAsync(Dictionary<(byte Kind, Token Token), string> found, SignalReport report, CancellationToken cancellationToken)
    {
        foreach (var batch in found.Chunk(BatchLength))
        {
            var optOuts = batch.Select(f =>
            {
                var token = new byte[OptOut.TokenLength];
                token[0] = f.Key.Kind;
                f.Key.Token.CopyTo(token.AsSpan(1));
                return new OptOut { Tokens = token, KeyId = f.Value, Scope = report.Scope, Origin = SignalOrigin.Create(report.Id, report.Recipient), ProfileSet = ProfileSet.Version, Effective = time.GetUtcNow() };
            });
            var receipts = await store.AddAsync([.. optOuts], null, cancellationToken).ConfigureAwait(false);
            report.Added += receipts.Count(r => r.IsNew);
            report.Known += receipts.Count(r => !r.IsNew);
        }
    }
}
