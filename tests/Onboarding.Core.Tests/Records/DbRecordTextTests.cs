using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>What the overloads of <see cref="RecordBatch"/> for text and formatted values write.</summary>
public sealed class DbRecordTextTests
{
    private readonly RecordBatch _batch = new(columnCount: 1);

    [Theory]
    [InlineData("")]
    [InlineData("jan@example.nl")]
    [InlineData("José 😀 Ж")]
    [InlineData("\uFFFD")]
    public void AddValue_Text_IsUtf8(string text) => Assert.Equal(Encoding.UTF8.GetBytes(text), Bytes(text));

    [Fact]
    public void AddValue_LoneSurrogate_StaysInvalid()
    {
        Assert.Equal("EDA080", Convert.ToHexString(Bytes("\uD800")));
        Assert.Equal("EDB080", Convert.ToHexString(Bytes("\uDC00")));
        Assert.Equal("EDBFBFEDA080", Convert.ToHexString(Bytes("\uDFFF\uD800")));
        Assert.Equal("61EDA0BD", Convert.ToHexString(Bytes("a\uD83D")));
        Assert.Equal("61EDA0BD62", Convert.ToHexString(Bytes("a\uD83Db")));
        Assert.Equal("EDA0BDF09F9880", Convert.ToHexString(Bytes("\uD83D\uD83D\uDE00")));
    }

    [Theory]
    [InlineData(IdentifierKind.Email, "jan\\uD800@example.nl")]
    [InlineData(IdentifierKind.ExternalId, "K\\uDC00")]
    public void AddValue_LoneSurrogate_IsRejectedAsNotUtf8(IdentifierKind kind, string escaped)
    {
        var bytes = Bytes(Regex.Unescape(escaped));

        Assert.Equal(RejectionReason.NotUtf8, CanonicalForm.TryNormalize(kind, bytes, new byte[CanonicalForm.MaxLength], out _));
    }

    [Fact]
    public void AddValue_AnyText_DecodesToItselfOrIsInvalid()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var unit = Gen.OneOf(Gen.Choose(0, 0x7F), Gen.Choose(0xD7F0, 0xE010), Gen.Choose(0, 0xFFFF)).Select(c => (char)c);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(new Replay(new Rnd(20260302UL, 3UL), null)), Prop.ForAll(Gen.ArrayOf(unit).ToArbitrary(), units =>
        {
            var text = new string(units);
            var bytes = Bytes(text);
            if (IsWellFormed(text))
            {
                Assert.Equal(text, strict.GetString(bytes));
            }
            else
            {
                Assert.Throws<DecoderFallbackException>(() => strict.GetString(bytes));
            }
        }));
    }

    [Theory]
    [InlineData('x', RecordBatch.MaxValueLength, true)]
    [InlineData('x', RecordBatch.MaxValueLength + 1, false)]
    [InlineData('é', RecordBatch.MaxValueLength / 2, true)]
    [InlineData('é', (RecordBatch.MaxValueLength / 2) + 1, false)]
    [InlineData('\uD800', RecordBatch.MaxValueLength / 3, true)]
    [InlineData('\uD800', (RecordBatch.MaxValueLength / 3) + 1, false)]
    public void AddValue_LongText_IsMeasuredInBytes(char unit, int length, bool fits)
    {
        _batch.BeginRecord(1);
        _batch.AddValue(new string(unit, length));
        _batch.EndRecord();

        Assert.Equal((fits ? 1 : 0, fits ? 0 : 1), (_batch.Count, _batch.Malformed.Count));
    }

    [Fact]
    public void AddValue_Formatted_IsInvariant()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
        try
        {
            Assert.Equal("-31612345678", Formatted(-31612345678L));
            Assert.Equal("31612345678", Formatted(31612345678d));
            Assert.Equal("1.50", Formatted(1.50m));
            Assert.Equal("6f9619ff-8b86-d011-b42d-00cf4fc964ff", Formatted(Guid.Parse("6F9619FF-8B86-D011-B42D-00CF4FC964FF")));
            Assert.Equal("1980-05-01", Formatted(new DateOnly(1980, 5, 1)));
            Assert.Equal("1980-05-01", Formatted(new DateTime(1980, 5, 1)));
            Assert.Equal("1980-05-01T13:04:05", Formatted(new DateTime(1980, 5, 1, 13, 4, 5)));
            Assert.Equal("1980-05-01T13:04:05.25Z", Formatted(new DateTime(1980, 5, 1, 13, 4, 5, 250, DateTimeKind.Utc)));
            Assert.Equal("1980-05-01T13:04:05+02:00", Formatted(new DateTimeOffset(1980, 5, 1, 13, 4, 5, TimeSpan.FromHours(2))));
            Assert.Equal("13:04:05", Formatted(new TimeOnly(13, 4, 5)));
            Assert.Equal("1" + new string('0', 4000), Formatted(System.Numerics.BigInteger.Pow(10, 4000)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void AddValue_TextAndFormatted_AllocateNothing()
    {
        Fill();

        // A collection in the middle can count what other threads made: one clean pass proves it.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            _batch.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            Fill();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Fill()
        {
            for (var i = 0; i < 4000; i++)
            {
                _batch.BeginRecord(i);
                if (i % 2 == 0)
                {
                    _batch.AddValue("jan.jansen@example.com".AsSpan());
                }
                else if (i % 3 == 0)
                {
                    _batch.AddValue(new DateTime(1980, 5, 1));
                }
                else
                {
                    _batch.AddValue(i);
                }

                _batch.EndRecord();
            }
        }
    }

    [Fact]
    public void BeginRecord_RecordNotEnded_Throws()
    {
        _batch.BeginRecord(1);

        Assert.Throws<InvalidOperationException>(() => _batch.BeginRecord(2));
    }

    [Fact]
    public void AddMalformed_RecordBegun_GivesItUp()
    {
        _batch.BeginRecord(1);
        _batch.AddValue("half");
        _batch.AddMalformed(1, MalformedReason.FieldCount);
        _batch.BeginRecord(2);
        _batch.AddValue("whole");
        _batch.EndRecord();

        Assert.Equal("whole", Encoding.UTF8.GetString(_batch.GetValue(0, 0)));
        Assert.Equal((1, 2L), (_batch.Count, _batch.GetPosition(0)));
        Assert.Equal([(1L, MalformedReason.FieldCount)], _batch.Malformed);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    public void GetValue_Outside_Throws(int record, int column)
    {
        Bytes("a");

        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.GetValue(record, column).Length);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private byte[] Bytes(string text)
    {
        _batch.Clear();
        _batch.BeginRecord(1);
        _batch.AddValue(text);
        _batch.EndRecord();
        return _batch.GetValue(0, 0).ToArray();
    }

    private string Formatted<T>(T value)
        where T : struct, IUtf8SpanFormattable
    {
        _batch.Clear();
        _batch.BeginRecord(1);
        _batch.AddValue(value);
        _batch.EndRecord();
        return Encoding.UTF8.GetString(_batch.GetValue(0, 0));
    }
}
