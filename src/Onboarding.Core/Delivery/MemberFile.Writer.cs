using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Delivery;

internal static partial class MemberFile
{
    /// <summary>Writes a file, a member at a time: its parts, then <see cref="End"/>. Sorting the index spills, encrypted.</summary>
    internal sealed class Writer : IDisposable
    {
        private readonly string _path;
        private readonly string _temporary;
        private readonly KeyCard _suppressionKey;
        private readonly KeyMaterial _key;
        private readonly FrameWriter _frames;
        private readonly FileStream _file;
        private readonly Spill _index;
        private byte[] _frame;
        private readonly byte[] _member = new byte[MaxMemberLength];
        private int _memberLength = 1;
        private int _used;
        private long _members;

        public Writer(string path, KeyCard suppressionKey)
        {
            if (File.Exists(path))
            {
                throw new IOException("The output has a member file already, and it never changes.");
            }

            _path = path;
            _suppressionKey = suppressionKey;
            _key = KeyMaterial.Random();
            var folder = Path.GetDirectoryName(path)!;
            DurableFile.CreatePrivateFolder(folder);
            _temporary = DurableFile.TemporaryName(path);
            _file = DurableFile.CreatePrivate(_temporary);
            _file.Write(Header);
            _frames = new FrameWriter(new FrameCipher(_key, Header), _file, hasHead: false);
            _frame = _frames.Rent();
            _index = new Spill(folder);
        }

        private long Offset => (_frames.Count * FrameLength) + _used;

        /// <summary>Adds a record of the member that an audience holds, every identifier as its party token.</summary>
        /// <remarks>Also the hashes of its forms, where there are any, sent to nobody: who objects by a hash alone is found by them.</remarks>
        public void Add(RowRecord record)
        {
            foreach (var identifier in record)
            {
                Add((byte)identifier.Kind, identifier.SuppressionToken, identifier.PartyToken);
            }

            AddForms(record);
        }

        /// <summary>Adds a record of the member that a platform received, with its attributes.</summary>
        public void AddUploaded(RowRecord record)
        {
            Token? first = null;
            foreach (var identifier in record)
            {
                Add((byte)identifier.Kind, identifier.SuppressionToken, identifier.Sent);
                first ??= identifier.SuppressionToken;
            }

            for (var attributes = record.Attributes; attributes.MoveNext();)
            {
                Add((byte)attributes.Field, first!.Value, attributes.Value);
            }

            AddForms(record);
        }

        /// <summary>Adds the hashes of a record's forms: of one in another spelling, which was not sent itself.</summary>
        public void AddForms(RowRecord record)
        {
            foreach (var identifier in record)
            {
                for (var i = 0; i < identifier.FormCount && _member[0] < MaxParts; i++)
                {
                    Add(OptOut.HashedKind, identifier.FormToken(i), []);
                }
            }
        }

        /// <summary>Adds a part of the member; one that it has already is kept once.</summary>
        public void Add(byte kind, Token suppression, ReadOnlySpan<byte> sent)
        {
            var part = _member.AsSpan(_memberLength, PartHeader + sent.Length);
            part[0] = kind;
            suppression.CopyTo(part[1..]);
            part[PartHeader - 1] = checked((byte)sent.Length);
            sent.CopyTo(part[PartHeader..]);
            for (var at = 1; at < _memberLength; at += PartHeader + _member[at + PartHeader - 1])
            {
                if (_member.AsSpan(at, Math.Min(part.Length, _memberLength - at)).SequenceEqual(part))
                {
                    return;
                }
            }

            _member[0] = checked((byte)(_member[0] + 1));
            _memberLength += part.Length;
        }

        /// <summary>Ends the member. One without parts is none.</summary>
        public void End()
        {
            if (_member[0] > 0)
            {
                AddToIndex(Offset);
                Append(_member.AsSpan(0, _memberLength));
                _members++;
            }

            Discard();
        }

        /// <summary>Forgets the parts that were added since the last member: it is not sent.</summary>
        public void Discard()
        {
            _member.AsSpan(0, _memberLength).Clear();
            _memberLength = 1;
        }

        /// <summary>Writes the index and gives the file its name.</summary>
        public void Complete()
        {
            WriteAll(CancellationToken.None);
            Publish();
        }

        /// <summary>Writes the index. The file has no name and no key yet.</summary>
        public void WriteAll(CancellationToken cancellationToken)
        {
            var sentLength = Offset;
            AppendZeros();
            var indexOffset = Offset;
            var firsts = WriteIndex(out var entries, cancellationToken);
            Span<byte> footer = stackalloc byte[Layout.Size];
            new Layout(sentLength, indexOffset, entries, Offset, _members).Write(footer);
            foreach (var first in firsts)
            {
                Append(first);
            }

            Append(footer);
            _frames.Write(_frame, _used, last: true);
            _frames.Complete();
            _file.Flush(flushToDisk: true);
            _file.Dispose();
        }

        /// <summary>Gives the file its name.</summary>
        public void Publish()
        {
            // Last: what a crash leaves before this is encrypted under a key that is gone.
            WrappedKey.Write(_path, _suppressionKey, _key);
            DurableFile.Publish(_temporary, _path, overwrite: false);
        }

        public void Dispose()
        {
            _frame.AsSpan().Clear();
            _member.AsSpan().Clear();
            _frames.Dispose();
            _key.Dispose();
            _index.Dispose();
            _file.Dispose();
            if (File.Exists(_temporary))
            {
                File.Delete(_temporary);
                File.Delete(_path + WrappedKey.Suffix);
            }
        }

        private void AddToIndex(long position)
        {
            Span<byte> entry = stackalloc byte[Token.Size];
            entry.Clear();
            WritePosition(entry[PrefixLength..], position);
            foreach (var part in new Member(position, _member[0], _member.AsSpan(1, _memberLength - 1)))
            {
                BinaryPrimitives.WriteUInt128BigEndian(entry, part.Prefix);
                _index.Add(entry);
            }
        }

        // The first prefix of each frame of the index.
        private List<byte[]> WriteIndex(out long entries, CancellationToken cancellationToken)
        {
            var firsts = new List<byte[]>();

            // A member can have one prefix twice, sent in two spellings: one entry leads to it.
            using var sorted = _index.ReadSorted((_, _) => true, Spill.BudgetOfTwo, Workers.Ahead);
            for (entries = 0; sorted.MoveNext(); entries++)
            {
                if (entries % EntriesPerFrame == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    AppendZeros();
                    firsts.Add(sorted.Current[..PrefixLength].ToArray());
                }

                Append(sorted.Current[..EntryLength]);
            }

            AppendZeros();
            return firsts;
        }

        private void Append(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                if (_used == FrameLength)
                {
                    _frames.Write(_frame, _used, last: false);
                    _frame = _frames.Rent();
                    _used = 0;
                }

                var part = Math.Min(bytes.Length, FrameLength - _used);
                bytes[..part].CopyTo(_frame.AsSpan(_used));
                _used += part;
                bytes = bytes[part..];
            }
        }

        private void AppendZeros()
        {
            if (_used > 0)
            {
                _frame.AsSpan(_used).Clear();
                _used = FrameLength;
            }
        }
    }
}
