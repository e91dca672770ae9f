using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Matching;

/// <summary>A row of the recipient's own users in the spill: SHA-256 of the own id (32), suppressed, dropped and which kinds it has (u8, bits 0, 1 and 4 to 7), length of the id (u16), the id, number of suppression tokens (u8), the tokens, then for each match kind (u8) and position (i32).</summary>
internal static class OwnIdRecord
{
    private const int StateAt = Token.Size;
    private const int LengthAt = Token.Size + 1;
    private const int IdAt = Token.Size + 3;
    private const int MatchLength = 5;
    private const byte Suppressed = 1;
    private const byte Dropped = 2;
    private const int KindsAt = 4;

    private static readonly SearchValues<byte> s_quoted = SearchValues.Create(",;\t|\"\r\n "u8);

    /// <summary>Writes one field and a line feed (RFC 4180, quoted where it must be).</summary>
    public static void WriteCsv(Stream output, ReadOnlySpan<byte> field)
    {
        if (!field.ContainsAny(s_quoted))
        {
            output.Write(field);
            output.WriteByte((byte)'\n');
            return;
        }

        output.WriteByte((byte)'"');
        foreach (var value in field)
        {
            if (value == (byte)'"')
            {
                output.WriteByte(value);
            }

            output.WriteByte(value);
        }

        output.Write("\"\n"u8);
    }

    internal sealed class Builder
    {
        private readonly byte[] _buffer = new byte[Spill.MaxRecordLength];
        private int _length;
        private int _tokensAt;

        public void Begin(ReadOnlySpan<byte> id, bool suppressed, bool dropped)
        {
            SHA256.HashData(id, _buffer);
            _buffer[StateAt] = (byte)((suppressed ? Suppressed : 0) | (dropped ? Dropped : 0));
            BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(LengthAt), (ushort)id.Length);
            id.CopyTo(_buffer.AsSpan(IdAt));
            _length = IdAt + id.Length;
            _tokensAt = _length++;
            _buffer[_tokensAt] = 0;
        }

        /// <summary>Kept where a list holds hashes: a later row can show that this identifier is on it.</summary>
        public void AddSuppressionToken(Token token)
        {
            token.CopyTo(_buffer.AsSpan(_length));
            _length += Token.Size;
            _buffer[_tokensAt]++;
        }

        public void AddKind(IdentifierKind kind) => _buffer[StateAt] |= (byte)(1 << (KindsAt + (int)kind - 1));

        public void AddMatch(IdentifierKind kind, int position)
        {
            _buffer[_length] = (byte)kind;
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length + 1), position);
            _length += MatchLength;
        }

        public ReadOnlySpan<byte> End() => _buffer.AsSpan(0, _length);
    }

    /// <summary>All rows of one own id.</summary>
    internal sealed class Group
    {
        private readonly byte[] _key = new byte[Token.Size];
        private byte[] _id = [];
        private int _kinds;

        public bool IsEmpty { get; private set; } = true;

        public bool IsSuppressed { get; private set; }

        /// <summary>Whether every row of the id was dropped.</summary>
        public bool IsDropped { get; private set; }

        public HashSet<(IdentifierKind Kind, int Position)> Matches { get; } = [];

        public HashSet<Token> SuppressionTokens { get; } = [];

        public ReadOnlySpan<byte> Id => _id;

        /// <summary>Whether a row of the id that was checked has an identifier of the kind.</summary>
        public bool Has(IdentifierKind kind) => (_kinds & (1 << ((int)kind - 1))) != 0;

        public void Begin(ReadOnlySpan<byte> record)
        {
            record[..Token.Size].CopyTo(_key);
            _id = record.Slice(IdAt, BinaryPrimitives.ReadUInt16LittleEndian(record[LengthAt..])).ToArray();
            IsEmpty = false;
            IsSuppressed = false;
            IsDropped = true;
            _kinds = 0;
            Matches.Clear();
            SuppressionTokens.Clear();
            Add(record);
        }

        public bool TryAdd(ReadOnlySpan<byte> record)
        {
            if (IsEmpty || !record[..Token.Size].SequenceEqual(_key))
            {
                return false;
            }

            Add(record);
            return true;
        }

        private void Add(ReadOnlySpan<byte> record)
        {
            IsSuppressed |= (record[StateAt] & Suppressed) != 0;
            IsDropped &= (record[StateAt] & Dropped) != 0;
            _kinds |= record[StateAt] >> KindsAt;
            var rest = record[(IdAt + _id.Length)..];
            var tokens = rest[0];
            rest = rest[1..];
            for (var i = 0; i < tokens; i++, rest = rest[Token.Size..])
            {
                SuppressionTokens.Add(new Token(rest));
            }

            for (; !rest.IsEmpty; rest = rest[MatchLength..])
            {
                Matches.Add(((IdentifierKind)rest[0], BinaryPrimitives.ReadInt32LittleEndian(rest[1..])));
            }
        }
    }
}
