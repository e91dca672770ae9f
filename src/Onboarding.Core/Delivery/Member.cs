using System.Buffers.Binary;
using Onboarding.Hashing;

namespace Onboarding.Delivery;

/// <summary>A member of an output, as <see cref="MemberFile"/> holds it. Parts count from 1, as in <see cref="NewRemoval.Part"/>.</summary>
internal readonly ref struct Member
{
    private readonly ReadOnlySpan<byte> _parts;

    public Member(long position, int count, ReadOnlySpan<byte> parts)
    {
        Position = position;
        Count = count;
        _parts = parts;
    }

    public long Position { get; }

    public int Count { get; }

    public Part this[int number]
    {
        get
        {
            foreach (var part in this)
            {
                if (part.Number == number)
                {
                    return part;
                }
            }

            throw new ArgumentOutOfRangeException(nameof(number), $"The member has {Count} parts; number {number} is none of them.");
        }
    }

    public Enumerator GetEnumerator() => new(_parts);

    /// <summary>16 bytes that are the same wherever the person stands with the same identifiers: the lowest prefix.</summary>
    public byte[] Subject()
    {
        var lowest = UInt128.MaxValue;
        foreach (var part in this)
        {
            lowest = part.Kind != Suppression.OptOut.HashedKind && part.Prefix < lowest ? part.Prefix : lowest;
        }

        var subject = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(subject, lowest);
        return subject;
    }

    /// <summary>An identifier of a member: what finds it, and what was sent of it.</summary>
    internal readonly ref struct Part
    {
        private readonly ReadOnlySpan<byte> _bytes;

        public Part(int number, ReadOnlySpan<byte> bytes)
        {
            Number = number;
            _bytes = bytes;
        }

        public int Number { get; }

        /// <summary>1 to 4 as <see cref="Identifiers.IdentifierKind"/>, <see cref="Suppression.OptOut.HashedKind"/>, or another field of <see cref="Profiles.ProfileField"/> that a platform received.</summary>
        public byte Kind => _bytes[0];

        /// <summary>Whether it finds nobody by itself: it stands under the token of an identifier.</summary>
        public bool IsAttribute => Kind is > (byte)Identifiers.IdentifierKind.ExternalId and <= (byte)Profiles.ProfileField.Gender;

        /// <summary>The first 16 bytes of the suppression token, as a big-endian number.</summary>
        public UInt128 Prefix => BinaryPrimitives.ReadUInt128BigEndian(_bytes[1..]);

        /// <summary>What was sent; empty for nothing.</summary>
        public ReadOnlySpan<byte> Sent => _bytes[34..];

        public Token SuppressionToken => new(_bytes[1..]);
    }

    internal ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private ReadOnlySpan<byte> _current;
        private int _number;

        public Enumerator(ReadOnlySpan<byte> parts) => _rest = parts;

        public readonly Part Current => new(_number, _current);

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var length = 34 + _rest[33];
            _current = _rest[..length];
            _rest = _rest[length..];
            _number++;
            return true;
        }
    }
}
