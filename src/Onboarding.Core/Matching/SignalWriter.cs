using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Matching;

/// <summary>Collects the audience's tokens of own users who said no to the recipient, for the sender (rule OPT-07). Nobody who is not in the audience is told of.</summary>
internal sealed class SignalWriter(string folder) : IDisposable
{
    // Long enough for a sender that runs once a month.
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(60);

    private readonly (IdentifierKind Kind, Spill Tokens)[] _tokens = [.. IdentifierKinds.All.Select(kind => (kind, new Spill(folder)))];

    public void Add(IdentifierKind kind, Token token)
    {
        Span<byte> bytes = stackalloc byte[Token.Size];
        token.CopyTo(bytes);
        _tokens[(int)kind - 1].Tokens.Add(bytes);
    }

    /// <summary>Writes the signal. Returns where; null when there is nobody to tell of.</summary>
    public string? Write(string path, long people, KeyCard card, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (people == 0)
        {
            return null;
        }

        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = DurableFile.TemporaryName(target);
        try
        {
            var id = Guid.CreateVersion7(now);
            AudienceWriter.Write(temporary, AudienceContent.Signal, [.. _tokens.Where(t => t.Tokens.Count > 0)], card, (root, counts) =>
                ListLabel.Build(AudienceContent.Signal, new LabelOutput(id, now.ToUnixTimeSeconds(), null, people, root, ListLabel.Counts(counts)), card, card.Domain.Controller, now, now + s_kept), cancellationToken);
            DurableFile.Publish(temporary, target);
            return target;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var (_, spill) in _tokens)
        {
            spill.Dispose();
        }
    }
}
