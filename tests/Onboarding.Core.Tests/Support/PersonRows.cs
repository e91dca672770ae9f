using System.Security.Cryptography;
using System.Text;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Support;

/// <summary>Rows whose identifiers are texts, and the spreading over them.</summary>
internal sealed class PersonRows : IDisposable
{
    private readonly List<byte[]> _rows = [];
    private readonly RunWorld _world = new();
    private readonly KeyCard _key;
    private readonly SuppressionHasher _hasher;
    private readonly RowRecord.Builder _builder = new();

    public PersonRows()
    {
        _key = _world.Card(RunPlan.ShopSuppressionKey);
        _hasher = new SuppressionHasher(_key);
    }

    /// <summary>How often all rows were read.</summary>
    public int Passes { get; private set; }

    public static Token TokenOf(string identifier) => new(SHA256.HashData(Encoding.UTF8.GetBytes(identifier)));

    public PersonRows Add(byte state, params string[] identifiers)
    {
        _builder.Begin(_rows.Count, state);
        foreach (var identifier in identifiers)
        {
            if (state == RowRecord.Open)
            {
                _builder.Add(IdentifierKind.ExternalId, TokenOf(identifier), TokenOf("party " + identifier), []);
            }
            else
            {
                _builder.AddKeptOut(IdentifierKind.ExternalId, TokenOf(identifier), []);
            }
        }

        _rows.Add(_builder.End().ToArray());
        return this;
    }

    public PersonRows Open(params string[] identifiers) => Add(RowRecord.Open, identifiers);

    public PersonRows Clear()
    {
        _rows.Clear();
        return this;
    }

    public PersonReference.Verdict[] Judge(IEnumerable<string> listed, int limit = 5, string? folder = null, SpreadBounds? bounds = null)
    {
        Passes = 0;
        var spread = PersonSpread.Load(ForEach, Check(listed), hasHashedEntries: false, limit, folder, default, bounds);
        return [.. _rows.Select(row => Judge(spread, new RowRecord(row)))];
    }

    /// <summary>Those of some identifiers that stand on a row which records a no itself.</summary>
    public string[] FindWithdrawn(params string[] identifiers)
    {
        using var spills = new RowSpills(null);
        _rows.ForEach(row => spills.Noes.Add(row));
        var asked = new TokenSet();
        foreach (var identifier in identifiers)
        {
            asked.Add(TokenOf(identifier).Prefix);
        }

        var found = spills.FindWithdrawn(asked.Seal());
        return [.. identifiers.Where(i => found.Contains(TokenOf(i).Prefix))];
    }

    /// <summary>A list of identifiers, and of somebody who is in no row.</summary>
    public SuppressionCheck Check(IEnumerable<string> listed)
    {
        var values = listed.Append("nobody").Select(Hex).ToArray();
        var source = SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.ExternalId, SuppressionValueForm.Token, values));
        return new SuppressionCheck(source.LoadAsync(_hasher, _world.Clock, default).AsTask().GetAwaiter().GetResult());
    }

    public static PersonReference.Verdict Judge(PersonSpread spread, RowRecord record)
    {
        return spread.IsOnList(record) ? PersonReference.Verdict.Listed : spread.IsLinked(record) ? PersonReference.Verdict.Linked : PersonReference.Verdict.Kept;
    }

    public void Dispose()
    {
        _hasher.Dispose();
        _key.Dispose();
        _world.Dispose();
    }

    private static string Hex(string identifier)
    {
        var bytes = new byte[Token.Size];
        TokenOf(identifier).CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private void ForEach(Action<ReadOnlySpan<byte>> visit)
    {
        Passes++;
        foreach (var row in _rows)
        {
            visit(row);
        }
    }
}
