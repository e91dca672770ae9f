using Onboarding.Internal;

namespace Onboarding.Plans;

/// <summary>The ids of plans that were approved in a home, or under which it has delivered with an approval, an empty file for each: a plan does not lose its approval by the loss of a file beside it.</summary>
/// <param name="folder">Where the files are; created with the first.</param>
internal sealed class KnownApprovals(string folder)
{
    public bool Contains(string planId) => File.Exists(PathOf(planId));

    public void Add(string planId)
    {
        if (!Contains(planId))
        {
            DurableFile.CreatePrivateFolder(folder);
            DurableFile.WriteAll(PathOf(planId), []);
        }
    }

    // An id that is none is refused by the review, and names no file until then.
    private string PathOf(string planId) => Path.Combine(folder, Keys.Domain.IsId(planId) ? planId : "-");
}
