using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Plans;

namespace Onboarding.Audiences;

/// <summary>What is made of the members of an output: the member file, and for an audience the tokens that leave. A platform's files are written after it, from the working set.</summary>
internal sealed class MemberOutput : IDisposable
{
    private readonly Spill[] _tokens;

    /// <param name="files">Where they stand.</param>
    /// <param name="suppressionKey">What opens the member file.</param>
    /// <param name="isUpload">Whether the output is a platform's.</param>
    /// <param name="segments">How members fall into segments; null where they do not.</param>
    public MemberOutput(Internal.RunFiles files, KeyCard suppressionKey, bool isUpload, PlanSegments? segments)
    {
        Segments = segments is null ? null : new SegmentCodes(segments);
        Members = new MemberFile.Writer(files.Members, suppressionKey);
        _tokens = isUpload ? [] : [.. IdentifierKinds.All.Select(_ => new Spill(files.Folder))];
    }

    /// <summary>The member file.</summary>
    public MemberFile.Writer Members { get; }

    /// <summary>The segments, with how many members each has; null where the plan has none.</summary>
    public SegmentCodes? Segments { get; }

    /// <summary>The tokens of each kind that has any, and behind each the number of its segment where there are segments.</summary>
    public IReadOnlyList<(IdentifierKind Kind, Spill Tokens)> Tokens => [.. IdentifierKinds.All.Zip(_tokens).Where(t => t.Second.Count > 0)];

    /// <summary>Adds a record of a member. Further records of a member hold the same identifiers in other spellings.</summary>
    public void Add(RowRecord record, bool isMember)
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

    /// <summary>Ends the last member.</summary>
    public void End() => Members.End();

    public void Dispose()
    {
        Members.Dispose();
        foreach (var spill in _tokens)
        {
            spill.Dispose();
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
