using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Delivery;

internal static partial class MemberFile
{
    /// <summary>Reads a file. Holds three frames and one member, whatever its size. Not thread-safe; a member is valid until the next one is read.</summary>
    internal sealed class Reader : IDisposable
    {
        private readonly string _path;
        private readonly Frames _frames;
        private readonly Window _sent;
        private readonly Window _index;
        private readonly Window _sparse;
        private readonly Layout _layout;
        private byte[] _member = new byte[1024];

        /// <summary>Opens a file.</summary>
        /// <exception cref="OnboardingException"><c>MEMBERS_DAMAGED</c>, here and wherever a frame is read.</exception>
        public Reader(string path, KeyCard suppressionKey)
        {
            _path = path;
            _frames = new Frames(path, suppressionKey);
            _sent = new Window(_frames);
            _index = new Window(_frames);
            _sparse = new Window(_frames);
            try
            {
                Span<byte> footer = stackalloc byte[Layout.Size];
                if (_frames.Length < footer.Length)
                {
                    throw Damaged("is cut");
                }

                _sparse.Read(_frames.Length - footer.Length, footer);
                _layout = Layout.Read(footer, _frames.Length);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>The output's id.</summary>
        public string Output => Path.GetFileNameWithoutExtension(_path);

        /// <summary>How many members the file holds.</summary>
        public long Count => _layout.Members;

        /// <summary>The positions of the members who have a prefix, ascending.</summary>
        public IReadOnlyList<long> Find(UInt128 prefix)
        {
            var positions = new List<long>();
            FindAll([prefix], (_, position) => positions.Add(position));
            return positions;
        }

        /// <summary>The positions of the members who have one of many prefixes.</summary>
        /// <param name="prefixes">Ascending, each once.</param>
        /// <param name="visit">Receives the ordinal of the prefix and a position, in ascending order of both.</param>
        public void FindAll(ReadOnlySpan<UInt128> prefixes, Action<int, long> visit)
        {
            var cursor = OpenIndex();
            for (var i = 0; i < prefixes.Length && !cursor.IsAtEnd; i++)
            {
                for (var found = cursor.Seek(prefixes[i]); found; found = !cursor.IsAtEnd && cursor.Prefix == prefixes[i])
                {
                    visit(i, cursor.Position);
                    cursor.MoveNext();
                }
            }
        }

        /// <summary>Reads the member at a position that this file gave.</summary>
        public Member ReadMember(long position) => ReadMember(position, out _);

        /// <summary>Reads all members in order.</summary>
        public void ReadAll(Action<Member> visit)
        {
            for (long position = 0; position < _layout.SentLength;)
            {
                visit(ReadMember(position, out position));
            }
        }

        /// <summary>The identifiers that were sent here and of which the other file has no trace, not even of one that was not sent.</summary>
        /// <param name="other">The file of another output.</param>
        /// <param name="visit">Receives a member and the number of its part, in order.</param>
        /// <remarks>Both indexes are read once, side by side; what they differ in is sorted by position in a <see cref="Spill"/>, so that a frame of members is read once too.</remarks>
        public void Difference(Reader other, Action<Member, int> visit)
        {
            using var missing = new Spill(Path.GetDirectoryName(_path));
            var there = other.OpenIndex();
            Span<byte> record = stackalloc byte[Token.Size];
            record.Clear();
            for (var here = OpenIndex(); !here.IsAtEnd; here.MoveNext())
            {
                var prefix = here.Prefix;
                if (there.Seek(prefix))
                {
                    continue;
                }

                // A spill wants keys that spread: the position as a fraction of the section keeps its order and does.
                BinaryPrimitives.WriteUInt64BigEndian(record, (ulong)(((UInt128)here.Position << 64) / (UInt128)_layout.SentLength));
                WritePosition(record[8..], here.Position);
                BinaryPrimitives.WriteUInt128BigEndian(record[14..], prefix);
                missing.Add(record);
            }

            using var sorted = missing.ReadSorted((_, _) => true);
            while (sorted.MoveNext())
            {
                var prefix = ReadPrefix(sorted.Current[14..]);
                var member = ReadMember(ReadPosition(sorted.Current[8..]));
                foreach (var part in member)
                {
                    if (part.Prefix == prefix && !part.IsAttribute && !part.Sent.IsEmpty)
                    {
                        visit(member, part.Number);
                    }
                }
            }
        }

        /// <summary>The parts that were sent as one of these tokens, in one pass over the members.</summary>
        /// <param name="tokens">The tokens, as the recipient knows them.</param>
        /// <param name="visit">Receives a member and the number of its part, in order.</param>
        public void FindSent(IReadOnlySet<Token> tokens, Action<Member, int> visit)
        {
            ReadAll(member =>
            {
                foreach (var part in member)
                {
                    if (part.Sent.Length == Token.Size && tokens.Contains(new Token(part.Sent)))
                    {
                        visit(member, part.Number);
                    }
                }
            });
        }

        public void Dispose()
        {
            _sent.Clear();
            _index.Clear();
            _sparse.Clear();
            _member.AsSpan().Clear();
            _frames.Dispose();
        }

        private IndexCursor OpenIndex() => new(_index, _sparse, _layout);

        private Member ReadMember(long position, out long next)
        {
            var start = position;
            var used = 0;
            var count = Take(1)[0];
            for (var part = 0; part < count; part++)
            {
                var length = Take(PartHeader)[^1];
                Take(length);
            }

            next = position;
            return new Member(start, count, _member.AsSpan(1, used - 1));

            Span<byte> Take(int length)
            {
                if (position < 0 || length > _layout.SentLength - position)
                {
                    throw Damaged("has no member at this position");
                }

                if (_member.Length < used + length)
                {
                    Array.Resize(ref _member, MaxMemberLength);
                }

                var taken = _member.AsSpan(used, length);
                _sent.Read(position, taken);
                used += length;
                position += length;
                return taken;
            }
        }
    }
}
