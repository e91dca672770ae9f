using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Audiences;

/// <summary>Estimates over more sets of identifiers than are kept.</summary>
public class RepeatedIdentifiersTests
{
    private const int People = 200_000;

    private readonly SignCounts _counts = new();
    private readonly RowRecord.Builder _builder = new();

    [Fact]
    public void Add_OneNumberOnManyRows_IsFoundAmongMany()
    {
        var repeated = new RepeatedIdentifiers(People, _counts, new ProblemLines());
        for (var i = 0; i < People; i++)
        {
            repeated.Add(Record(i, (IdentifierKind.Email, i), (IdentifierKind.Phone, i % 200 == 0 ? 0 : i)));
        }

        repeated.Complete();
        Assert.InRange(_counts[IdentifierKind.Phone, ValueSign.OnManyRows], 1_000, 1_050);
        Assert.Equal(0, _counts[IdentifierKind.Email, ValueSign.OnManyRows]);
        Assert.Equal(0, _counts[IdentifierKind.Email, ValueSign.SplitPerson]);
    }

    // One run in sixty named an identifier by chance, as long as both counters could be the same.
    [Fact]
    public void Add_IdentifiersOnOneRowEach_AreNeverFoundOnMany()
    {
        const int Runs = 400;
        const int Rows = 1_500;
        for (var run = 0; run < Runs; run++)
        {
            var repeated = new RepeatedIdentifiers(Rows, _counts, new ProblemLines());
            for (var i = run * Rows; i < (run + 1) * Rows; i++)
            {
                repeated.Add(Record(i, (IdentifierKind.Email, i), (IdentifierKind.ExternalId, i)));
            }
        }

        Assert.Equal(0, _counts[IdentifierKind.Email, ValueSign.OnManyRows] + _counts[IdentifierKind.ExternalId, ValueSign.OnManyRows]);
    }

    [Fact]
    public void Add_SplitPeopleBeyondTheSample_AreEstimated()
    {
        var repeated = new RepeatedIdentifiers(People * 2, _counts, new ProblemLines());
        for (var i = 0; i < People; i++)
        {
            repeated.Add(Record(i, (IdentifierKind.Email, i), (IdentifierKind.Phone, i)));
            if (i % 10 == 0)
            {
                repeated.Add(Record(People + i, (IdentifierKind.Email, i)));
            }
        }

        repeated.Complete();
        Assert.InRange(_counts[IdentifierKind.Email, ValueSign.SplitPerson], 18_000, 22_000);
        Assert.Equal(0, _counts[IdentifierKind.Phone, ValueSign.SplitPerson]);
    }

    [Fact]
    public void Add_IdentifierInTwoColumns_IsOneAndAlone()
    {
        var repeated = new RepeatedIdentifiers(10, _counts, new ProblemLines());
        var token = TokenOf(IdentifierKind.Phone, 1);
        _builder.Begin(1, RowRecord.Open);
        _builder.Add(IdentifierKind.Phone, token, token, [TokenOf(IdentifierKind.Maid, 1)]);
        _builder.Add(IdentifierKind.Phone, token, token, [TokenOf(IdentifierKind.Maid, 2)]);
        repeated.Add(new RowRecord(_builder.End()));
        repeated.Add(Record(2, (IdentifierKind.Phone, 1), (IdentifierKind.Email, 1)));

        repeated.Complete();
        Assert.Equal(1, _counts[IdentifierKind.Phone, ValueSign.SplitPerson]);
    }

    private RowRecord Record(long position, params ReadOnlySpan<(IdentifierKind Kind, int Number)> identifiers)
    {
        _builder.Begin(position, RowRecord.Open);
        foreach (var (kind, number) in identifiers)
        {
            var token = TokenOf(kind, number);
            _builder.Add(kind, token, token, []);
        }

        return new RowRecord(_builder.End());
    }

    private static Token TokenOf(IdentifierKind kind, int number)
    {
        Span<byte> text = stackalloc byte[5];
        text[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(text[1..], number);
        return new Token(SHA256.HashData(text));
    }
}
