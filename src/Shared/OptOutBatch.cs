namespace Onboarding.Suppression;

/// <summary>What adding opt-outs does to a store, worked out in memory from the stored ones that share a first token: both stores add alike.</summary>
internal sealed class OptOutBatch(long lastNumber, long lastChange, DateTimeOffset? asOf)
{
    public const int Most = 100_000;

    private readonly Dictionary<ReadOnlyMemory<byte>, List<Line>> _lines = new(TokenComparer.Instance);
    private readonly List<Line> _added = [];
    private readonly HashSet<Line> _changed = [];
    private long _lastNumber = lastNumber;
    private long _lastChange = lastChange;

    /// <summary>Opt-outs that are new, by ascending number.</summary>
    public IEnumerable<StoredOptOut> Added => _added.Select(l => l.Active!);

    /// <summary>Stored opt-outs as they are from now on.</summary>
    public IEnumerable<StoredOptOut> Changed => _changed.Select(l => l.Active!);

    /// <summary>What the index gets, in its own order.</summary>
    public IEnumerable<(long Prefix, long Number)> Index => _added.Concat(_changed)
        .SelectMany(l => TokenSet.Split(l.Active!.OptOut.Tokens[l.Indexed..]).Select(t => (Prefix: TokenSet.Prefix(t.Span), l.Active.Number))).Distinct().Order();

    /// <summary>Takes note of a stored opt-out.</summary>
    public void Load(StoredOptOut stored)
    {
        var line = Find(stored.OptOut);
        if (stored.Withdrawn is null)
        {
            (line.Active, line.Indexed) = (stored, stored.OptOut.Tokens.Length);
        }
        else if (line.Withdrawn is null || stored.Withdrawn > line.Withdrawn)
        {
            line.Withdrawn = stored.Withdrawn;
        }
    }

    public OptOutReceipt Add(OptOut optOut)
    {
        var line = Find(optOut);
        if (line.Active is { } known)
        {
            var tokens = Join(known.OptOut.Tokens, optOut.Tokens);
            if (tokens.Length > known.OptOut.Tokens.Length || optOut.ProfileSet > known.OptOut.ProfileSet)
            {
                line.Active = Store(known.Number, known.OptOut, tokens, Math.Max(known.OptOut.ProfileSet, optOut.ProfileSet));
                _ = line.IsNew || _changed.Add(line);
            }

            return new OptOutReceipt(known.Number, IsNew: false);
        }

        if (line.Withdrawn >= asOf)
        {
            return new OptOutReceipt(0, IsNew: false);
        }

        line.Active = Store(++_lastNumber, optOut, Join(default, optOut.Tokens), optOut.ProfileSet);
        line.IsNew = true;
        _added.Add(line);
        return new OptOutReceipt(_lastNumber, IsNew: true);
    }

    private static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> known, ReadOnlyMemory<byte> given)
    {
        var all = TokenSet.Split(known).Concat(TokenSet.Split(given)).Distinct(TokenComparer.Instance).ToArray();
        var joined = new byte[all.Length * OptOut.TokenLength];
        for (var i = 0; i < all.Length; i++)
        {
            all[i].CopyTo(joined.AsMemory(i * OptOut.TokenLength));
        }

        return joined;
    }

    private StoredOptOut Store(long number, OptOut optOut, ReadOnlyMemory<byte> tokens, int profileSet) => new()
    {
        Number = number,
        Change = ++_lastChange,
        OptOut = new OptOut { Tokens = tokens, KeyId = optOut.KeyId, Scope = optOut.Scope, Origin = optOut.Origin, ProfileSet = profileSet, Effective = optOut.Effective },
    };

    private Line Find(OptOut optOut)
    {
        var first = optOut.Tokens[..OptOut.TokenLength];
        if (!_lines.TryGetValue(first, out var lines))
        {
            _lines[first] = lines = [];
        }

        if (lines.Find(l => l.Scope.Equals(optOut.Scope)) is { } line)
        {
            return line;
        }

        lines.Add(new Line(optOut.Scope));
        return lines[^1];
    }

    /// <summary>All opt-outs of one first token and one scope: the one that holds, and when one was last withdrawn.</summary>
    private sealed class Line(OptOutScope scope)
    {
        public OptOutScope Scope => scope;

        public StoredOptOut? Active { get; set; }

        public DateTimeOffset? Withdrawn { get; set; }

        public bool IsNew { get; set; }

        /// <summary>How many bytes of the tokens the index has.</summary>
        public int Indexed { get; set; }
    }
}
