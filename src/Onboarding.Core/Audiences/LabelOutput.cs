namespace Onboarding.Audiences;

/// <summary>The output that a label belongs to.</summary>
/// <param name="Id">Its id, which is also its file name.</param>
/// <param name="Serial">Its number in the domain.</param>
/// <param name="Previous">The domain's output before this one; null where it is the first.</param>
/// <param name="Members">How many people.</param>
/// <param name="Root">The digest of the content.</param>
/// <param name="Counts">How many values of each field.</param>
internal sealed record LabelOutput(Guid Id, long Serial, Guid? Previous, long Members, byte[] Root, IReadOnlyList<KeyValuePair<string, long>> Counts);
