using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Audiences;

public sealed class RowRecordTests
{
    private readonly RowRecord.Builder _builder = new();

    [Fact]
    public void End_SeveralIdentifiers_GivesThemBackInOrder()
    {
        _builder.Begin(5, RowRecord.Open);
        _builder.Add(IdentifierKind.Email, Some(1), Some(2), [Some(3), Some(4)]);
        _builder.Add(IdentifierKind.ExternalId, Some(5), Some(6), []);
        var record = new RowRecord(_builder.End());

        Assert.Equal((5L, 1U, true), (record.Position, record.Rows, record.IsOpen));
        Assert.Equal([(IdentifierKind.Email, Some(1), Some(2), 2), (IdentifierKind.ExternalId, Some(5), Some(6), 0)], Read(record));
    }

    [Fact]
    public void Key_SameIdentifiersInAnotherOrder_IsTheSame()
    {
        Assert.Equal(Key((IdentifierKind.Email, 1), (IdentifierKind.ExternalId, 2)), Key((IdentifierKind.ExternalId, 2), (IdentifierKind.Email, 1)));
    }

    [Fact]
    public void Key_IdentifierTwice_CountsOnce() => Assert.Equal(Key((IdentifierKind.Email, 1)), Key((IdentifierKind.Email, 1), (IdentifierKind.Email, 1)));

    [Fact]
    public void Key_OneIdentifierMore_IsAnother() => Assert.NotEqual(Key((IdentifierKind.Email, 1)), Key((IdentifierKind.Email, 1), (IdentifierKind.ExternalId, 2)));

    [Fact]
    public void Add_RepeatedIdentifierInAnotherSpelling_KeepsItsForms()
    {
        _builder.Begin(1, RowRecord.Open);
        _builder.Add(IdentifierKind.Email, Some(1), Some(2), [Some(3)]);
        _builder.Add(IdentifierKind.Email, Some(1), Some(2), [Some(4)]);

        Assert.Equal([Some(3), Some(4)], Forms(new RowRecord(_builder.End())));
    }

    [Fact]
    public void AddSuppressed_AnyIdentifier_HasNoPartyToken()
    {
        _builder.Begin(1, RowRecord.Suppressed);
        _builder.AddKeptOut(IdentifierKind.Email, Some(1), []);
        var record = new RowRecord(_builder.End());

        Assert.False(record.IsOpen);
        Assert.Equal([(IdentifierKind.Email, Some(1), default, 0)], Read(record));
    }

    [Fact]
    public void Begin_AfterASuppressedRow_IsOpenAgain()
    {
        _builder.Begin(1, RowRecord.Suppressed);
        _builder.AddKeptOut(IdentifierKind.Email, Some(1), []);
        _builder.Begin(2, RowRecord.Open);
        _builder.Add(IdentifierKind.Email, Some(1), Some(2), []);

        Assert.True(new RowRecord(_builder.End()).IsOpen);
    }

    [Fact]
    public void TryMerge_SameIdentifiersAndForms_AddsTheirRows()
    {
        var kept = Build(1, Some(3));
        Assert.True(RowRecord.TryMerge(kept, Build(2, Some(3))));
        Assert.True(RowRecord.TryMerge(kept, Build(3, Some(3))));

        Assert.Equal((1L, 3U), (new RowRecord(kept).Position, new RowRecord(kept).Rows));
    }

    [Fact]
    public void TryMerge_OtherForms_KeepsBoth() => Assert.False(RowRecord.TryMerge(Build(1, Some(3)), Build(2, Some(4))));

    [Fact]
    public void End_MostColumnsAndForms_FitsASpill()
    {
        _builder.Begin(1, RowRecord.Open);
        for (var i = 0; i < 64; i++)
        {
            _builder.Add(IdentifierKind.Email, Some(i), Some(100 + i), [Some(200), Some(300)]);
        }

        Assert.InRange(_builder.End().Length, 1, Spill.MaxRecordLength);
    }

    private static Token Some(int number) => new(SHA256.HashData(BitConverter.GetBytes(number)));

    private static List<(IdentifierKind, Token, Token, int)> Read(RowRecord record)
    {
        var result = new List<(IdentifierKind, Token, Token, int)>();
        foreach (var identifier in record)
        {
            result.Add((identifier.Kind, identifier.SuppressionToken, new Token(identifier.PartyToken), identifier.FormCount));
        }

        return result;
    }

    private static List<Token> Forms(RowRecord record)
    {
        var result = new List<Token>();
        foreach (var identifier in record)
        {
            for (var i = 0; i < identifier.FormCount; i++)
            {
                result.Add(identifier.FormToken(i));
            }
        }

        return result;
    }

    private byte[] Build(long ordinal, Token form)
    {
        _builder.Begin(ordinal, RowRecord.Open);
        _builder.Add(IdentifierKind.Email, Some(1), Some(2), [form]);
        return _builder.End().ToArray();
    }

    private string Key(params (IdentifierKind Kind, int Number)[] identifiers)
    {
        _builder.Begin(1, RowRecord.Open);
        foreach (var (kind, number) in identifiers)
        {
            _builder.Add(kind, Some(1000 + number), Some(number), []);
        }

        return Convert.ToHexString(new RowRecord(_builder.End()).Key);
    }
}
