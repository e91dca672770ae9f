using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Audiences;

/// <summary>
/// A row as the run remembers it, without any identifier: key (32, the sum of its party tokens, so equal for the same set of identifiers),
/// position in the source (u64 big-endian, so that the earliest row sorts first), rows that it stands for (u32), state (u8), number of identifiers (u8); then for
/// each: kind (u8), suppression token (32), party token (32), number of forms (u8), their <c>sha256</c> tokens (32 each), length of what a platform receives (u8) and those bytes;
/// then number of attributes (u8), and for each: field (u8), length (u16), what the platform receives of it, or the number of a segment.
/// </summary>
/// <remarks>What a platform receives is SHA-256 of its form, or the form itself where its profile declares the field plain. For an audience nothing of it is there: the party token is what leaves.</remarks>
internal readonly ref struct RowRecord
{
    public const byte Open = 0;
    public const byte Suppressed = 1;
    public const byte Dropped = 2;

    /// <summary>Dropped, and the row itself records that this person said no.</summary>
    public const byte Denied = 3;

    /// <summary>In place of a field: the attribute is the number of the row's segment.</summary>
    public const ProfileField SegmentField = 0;

    private const int HeaderLength = 46;
    private const int PositionAt = 32;
    private const int RowsAt = 40;
    private const int StateAt = 44;
    private const int CountAt = 45;

    private readonly ReadOnlySpan<byte> _bytes;

    public RowRecord(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Key => _bytes[..Token.Size];

    /// <summary>Where the earliest of its rows stands in the source.</summary>
    public long Position => BinaryPrimitives.ReadInt64BigEndian(_bytes[PositionAt..]);

    public uint Rows => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[RowsAt..]);

    public bool IsOpen => _bytes[StateAt] == Open;

    public bool IsDenied => _bytes[StateAt] == Denied;

    public Enumerator GetEnumerator() => new(_bytes[HeaderLength..], _bytes[CountAt]);

    /// <summary>The number of the segment; 0 where there is none.</summary>
    public byte Segment
    {
        get
        {
            for (var attributes = Attributes; attributes.MoveNext();)
            {
                if (attributes.Field == SegmentField)
                {
                    return attributes.Value[0];
                }
            }

            return 0;
        }
    }

    /// <summary>The attributes, for a platform.</summary>
    public AttributeEnumerator Attributes
    {
        get
        {
            var identifiers = GetEnumerator();
            while (identifiers.MoveNext())
            {
            }

            return new AttributeEnumerator(identifiers.Rest);
        }
    }

    /// <summary>Rows with the same identifiers and the same forms become one record that counts them.</summary>
    public static bool TryMerge(Span<byte> kept, ReadOnlySpan<byte> next)
    {
        if (!kept[StateAt..].SequenceEqual(next[StateAt..]))
        {
            return false;
        }

        var rows = BinaryPrimitives.ReadUInt32LittleEndian(kept[RowsAt..]) + BinaryPrimitives.ReadUInt32LittleEndian(next[RowsAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(kept[RowsAt..], rows);
        return true;
    }

    internal readonly ref struct Identifier
    {
        private readonly ReadOnlySpan<byte> _bytes;

        public Identifier(ReadOnlySpan<byte> bytes) => _bytes = bytes;

        public IdentifierKind Kind => (IdentifierKind)_bytes[0];

        public Token SuppressionToken => new(_bytes.Slice(1, Token.Size));

        public ReadOnlySpan<byte> PartyToken => _bytes.Slice(33, Token.Size);

        public int FormCount => _bytes[65];

        public Token FormToken(int index) => new(_bytes.Slice(66 + (index * Token.Size), Token.Size));

        /// <summary>What the platform receives; empty where it receives nothing of this identifier, and for an audience.</summary>
        public ReadOnlySpan<byte> Sent => _bytes[(67 + (FormCount * Token.Size))..];
    }

    internal ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private ReadOnlySpan<byte> _current;
        private int _left;

        public Enumerator(ReadOnlySpan<byte> identifiers, int count)
        {
            _rest = identifiers;
            _left = count;
        }

        public readonly Identifier Current => new(_current);

        /// <summary>What follows the identifiers that were passed.</summary>
        public readonly ReadOnlySpan<byte> Rest => _rest;

        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            var forms = 66 + (_rest[65] * Token.Size);
            var length = forms + 1 + _rest[forms];
            _current = _rest[..length];
            _rest = _rest[length..];
            return true;
        }
    }

    /// <summary>Goes through the attributes of a record: call <see cref="MoveNext"/> before each.</summary>
    internal ref struct AttributeEnumerator
    {
        private ReadOnlySpan<byte> _rest;
        private int _left;

        public AttributeEnumerator(ReadOnlySpan<byte> attributes)
        {
            _left = attributes[0];
            _rest = attributes[1..];
        }

        public ProfileField Field { get; private set; }

        public ReadOnlySpan<byte> Value { get; private set; }

        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            Field = (ProfileField)_rest[0];
            var length = BinaryPrimitives.ReadUInt16LittleEndian(_rest[1..]);
            Value = _rest.Slice(3, length);
            _rest = _rest[(3 + length)..];
            return true;
        }
    }

    /// <summary>Builds one record at a time in a buffer of its own. Identifiers that stand twice in a row are kept once.</summary>
    internal sealed class Builder
    {
        private readonly byte[] _buffer = new byte[Spill.MaxRecordLength];
        private readonly List<Token> _partyTokens = [];
        private Token _key;
        private int _length;
        private int _attributesAt;

        public int Count => _buffer[CountAt];

        public void Begin(long position, byte state)
        {
            _partyTokens.Clear();
            _key = default;
            _length = HeaderLength;
            _attributesAt = 0;
            BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(PositionAt), position);
            BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(RowsAt), 1);
            _buffer[StateAt] = state;
            _buffer[CountAt] = 0;
        }

        public void Add(IdentifierKind kind, Token suppression, Token party, ReadOnlySpan<Token> forms, ReadOnlySpan<byte> sent = default)
        {
            // A second column can repeat the identifier in another spelling: its forms count, the identifier itself only once.
            var repeated = _partyTokens.Contains(party);
            if (repeated && forms.IsEmpty && sent.IsEmpty)
            {
                return;
            }

            if (!repeated)
            {
                _partyTokens.Add(party);
                _key = _key.Add(party);
            }

            Append(kind, suppression, party, forms, sent);
        }

        /// <summary>An identifier of a row on the list or dropped: it has no party token and never gets one, but takes part in passes over suppression tokens.</summary>
        public void AddKeptOut(IdentifierKind kind, Token suppression, ReadOnlySpan<Token> forms)
        {
            _key = _key.Add(suppression);
            Append(kind, suppression, default, forms, []);
        }

        /// <summary>An attribute, after all identifiers.</summary>
        public void AddAttribute(ProfileField field, ReadOnlySpan<byte> sent)
        {
            BeginAttributes();
            var target = _buffer.AsSpan(_length);
            target[0] = (byte)field;
            BinaryPrimitives.WriteUInt16LittleEndian(target[1..], checked((ushort)sent.Length));
            sent.CopyTo(target[3..]);
            _length += 3 + sent.Length;
            _buffer[_attributesAt]++;
        }

        public ReadOnlySpan<byte> End()
        {
            BeginAttributes();
            _key.CopyTo(_buffer);
            return _buffer.AsSpan(0, _length);
        }

        /// <summary>Forgets the last record: plain values may stand in it.</summary>
        public void Clear() => _buffer.AsSpan().Clear();

        private void BeginAttributes()
        {
            if (_attributesAt == 0)
            {
                _attributesAt = _length++;
                _buffer[_attributesAt] = 0;
            }
        }

        private void Append(IdentifierKind kind, Token suppression, Token party, ReadOnlySpan<Token> forms, ReadOnlySpan<byte> sent)
        {
            var target = _buffer.AsSpan(_length);
            target[0] = (byte)kind;
            suppression.CopyTo(target[1..]);
            party.CopyTo(target[33..]);
            target[65] = (byte)forms.Length;
            for (var i = 0; i < forms.Length; i++)
            {
                forms[i].CopyTo(target[(66 + (i * Token.Size))..]);
            }

            var length = 66 + (forms.Length * Token.Size);
            target[length] = checked((byte)sent.Length);
            sent.CopyTo(target[(length + 1)..]);
            _length += length + 1 + sent.Length;
            _buffer[CountAt]++;
        }
    }
}
