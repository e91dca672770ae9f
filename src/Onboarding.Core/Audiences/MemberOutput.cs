using System.Buffers.Binary;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>
/// What is made of the members of an output: the member file, and for an audience the tokens that leave. A platform's files are written after it, from the working set.
/// Another thread does it than the one that finds the members.
/// </summary>
internal sealed class MemberOutput : IDisposable
{
    private const int BufferLength = 256 * 1024;
    private const int HeadLength = 5;

    private readonly Spill[] _tokens;
    private readonly Handover _handover;
    private byte[] _buffer;
    private int _used;

    /// <param name="files">Where they stand.</param>
    /// <param name="suppressionKey">What opens the member file.</param>
    /// <param name="isUpload">Whether the output is a platform's.</param>
    public MemberOutput(RunFiles files, KeyCard suppressionKey, bool isUpload)
    {
        Members = new MemberFile.Writer(files.Members, suppressionKey);
        _tokens = isUpload ? [] : [.. IdentifierKinds.All.Select(_ => new Spill(files.Folder))];
        _handover = new Handover(BufferLength, AddAll);
        _buffer = _handover.Rent();
    }

    /// <summary>The member file.</summary>
    public MemberFile.Writer Members { get; }

    /// <summary>The tokens of each kind that has any.</summary>
    public IReadOnlyList<(IdentifierKind Kind, Spill Tokens)> Tokens => [.. IdentifierKinds.All.Zip(_tokens).Where(t => t.Second.Count > 0)];

    /// <summary>Adds a record of a member. Further records of a member hold the same identifiers in other spellings.</summary>
    /// <param name="record">The record (<see cref="RowRecord"/>).</param>
    /// <param name="isMember">Whether a member begins with it.</param>
    public void Add(ReadOnlySpan<byte> record, bool isMember)
    {
        if (BufferLength - _used < HeadLength + record.Length)
        {
            _handover.Send(_buffer, _used, last: false);
            _buffer = _handover.Rent();
            _used = 0;
        }

        var target = _buffer.AsSpan(_used);
        BinaryPrimitives.WriteInt32LittleEndian(target, record.Length);
        target[HeadLength - 1] = isMember ? (byte)1 : (byte)0;
        record.CopyTo(target[HeadLength..]);
        _used += HeadLength + record.Length;
    }

    /// <summary>Ends the last member: from then on what was made can be read.</summary>
    public void End()
    {
        _handover.Send(_buffer, _used, last: true);
        _handover.Complete();
    }

    public void Dispose()
    {
        _handover.Dispose();
        _buffer.AsSpan().Clear();
        Members.Dispose();
        foreach (var spill in _tokens)
        {
            spill.Dispose();
        }
    }

    private void AddAll(ReadOnlySpan<byte> records, bool last)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(records);
            AddNow(new RowRecord(records.Slice(HeadLength, length)), records[HeadLength - 1] == 1);
            records = records[(HeadLength + length)..];
        }

        if (last)
        {
            Members.End();
        }
    }

    private void AddNow(RowRecord record, bool isMember)
    {
        if (!isMember)
        {
            Members.AddForms(record);
            return;
        }

        Members.End();
        if (_tokens.Length == 0)
        {
            Members.AddUploaded(record);
            return;
        }

        Members.Add(record);
        foreach (var identifier in record)
        {
            _tokens[(int)identifier.Kind - 1].Add(identifier.PartyToken);
        }
    }
}
