using System.Buffers.Binary;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;

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
    /// <param name="segments">How members fall into segments; null where they do not.</param>
    public MemberOutput(RunFiles files, KeyCard suppressionKey, bool isUpload, PlanSegments? segments)
    {
        Segments = segments is null ? null : new SegmentCodes(segments);
        Members = new MemberFile.Writer(files.Members, suppressionKey);
        _tokens = isUpload ? [] : [.. IdentifierKinds.All.Select(_ => new Spill(files.Folder))];
        _handover = new Handover(BufferLength, AddAll);
        _buffer = _handover.Rent();
    }

    /// <summary>The member file.</summary>
    public MemberFile.Writer Members { get; }

    /// <summary>The segments, with how many members each has; null where the plan has none.</summary>
    public SegmentCodes? Segments { get; }

    /// <summary>The tokens of each kind that has any, and behind each the number of its segment where there are segments.</summary>
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
        if (Segments is not null)
        {
            AddSegmented(record, Segments);
            return;
        }

        foreach (var identifier in record)
        {
            _tokens[(int)identifier.Kind - 1].Add(identifier.PartyToken);
        }
    }

    private void AddSegmented(RowRecord record, SegmentCodes segments)
    {
        Span<byte> coded = stackalloc byte[Token.Size + 1];
        coded[Token.Size] = record.Segment;
        segments.Add(coded[Token.Size]);
        foreach (var identifier in record)
        {
            identifier.PartyToken.CopyTo(coded);
            _tokens[(int)identifier.Kind - 1].Add(coded);
        }
    }
}
