using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>What is made of the members of an output: the member file, and for an audience the tokens that leave. A platform's files are written after it, from the working set.</summary>
internal sealed class MemberOutput : IDisposable
{
    private readonly Spill[] _tokens;

    /// <param name="files">Where they stand.</param>
    /// <param name="suppressionKey">What opens the member file.</param>
    /// <param name="isUpload">Whether the output is a platform's.</param>
    public MemberOutput(Internal.RunFiles files, KeyCard suppressionKey, bool isUpload)
    {
        Members = new MemberFile.Writer(files.Members, suppressionKey);
        _tokens = isUpload ? [] : [.. IdentifierKinds.All.Select(_ => new Spill(files.Folder))];
    }

    /// <summary>The member file.</summary>
    public MemberFile.Writer Members { get; }

    /// <summary>The tokens of each kind that has any.</summary>
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
}
