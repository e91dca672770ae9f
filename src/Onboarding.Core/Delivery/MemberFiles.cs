using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>The member files of a home.</summary>
internal sealed class MemberFiles(string folder, IKeyStore keys)
{
    public string Folder => folder;

    public bool Exists(string output) => File.Exists(MemberFile.PathOf(folder, output));

    /// <summary>Refuses where the file is gone: what was sent must not be guessed.</summary>
    public void Require(string output)
    {
        if (!Exists(output))
        {
            throw new OnboardingException(Reasons.MembersDamaged, $"the member file of output {output} is gone");
        }
    }

    /// <summary>Destroys what is left of an output: the wrapped keys first.</summary>
    /// <param name="output">The output.</param>
    /// <param name="isLast">Whether no other output was written from the same working set.</param>
    public void Delete(LedgerOutput output, bool isLast)
    {
        MemberFile.Delete(MemberFile.PathOf(folder, output.Id));
        var workingSet = output.Intent.WorkingSet;
        if (Directory.Exists(Path.GetDirectoryName(workingSet)))
        {
            if (isLast)
            {
                File.Delete(workingSet + WrappedKey.Suffix);
                File.Delete(workingSet);
            }

            File.Delete(Path.Combine(Path.GetDirectoryName(workingSet)!, output.Id + ".label.jsonld"));
        }
    }

    /// <summary>Readers for outputs; each file is opened when it is first asked for.</summary>
    public async ValueTask<Readers> OpenAsync(IEnumerable<LedgerOutput> outputs, CancellationToken cancellationToken)
    {
        var readers = new Readers(folder);
        try
        {
            foreach (var output in outputs)
            {
                await readers.AddAsync(output, keys, cancellationToken).ConfigureAwait(false);
            }

            return readers;
        }
        catch
        {
            readers.Dispose();
            throw;
        }
    }

    internal sealed class Readers(string folder) : IDisposable
    {
        private readonly Dictionary<string, KeyCard> _cards = new(StringComparer.Ordinal);
        private readonly Dictionary<string, KeyCard> _cardOf = new(StringComparer.Ordinal);
        private readonly Dictionary<string, MemberFile.Reader> _open = new(StringComparer.Ordinal);

        public MemberFile.Reader this[string output]
        {
            get
            {
                if (!_open.TryGetValue(output, out var reader))
                {
                    _open.Add(output, reader = new MemberFile.Reader(MemberFile.PathOf(folder, output), _cardOf[output]));
                }

                return reader;
            }
        }

        /// <summary>The id of the suppression key under which an output's members stand.</summary>
        public string SuppressionKeyId(string output) => _cardOf[output].Id;

        public async ValueTask AddAsync(LedgerOutput output, IKeyStore keys, CancellationToken cancellationToken)
        {
            var reference = output.Intent.SuppressionKeyReference;
            if (!_cards.TryGetValue(reference, out var card))
            {
                _cards.Add(reference, card = await keys.OpenAsync(reference, cancellationToken).ConfigureAwait(false));
            }

            _cardOf[output.Id] = card;
        }

        public void Dispose()
        {
            foreach (var reader in _open.Values)
            {
                reader.Dispose();
            }

            foreach (var card in _cards.Values)
            {
                card.Dispose();
            }
        }
    }
}
