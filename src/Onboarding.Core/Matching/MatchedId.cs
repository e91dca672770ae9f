namespace Onboarding.Matching;

/// <summary>An own id that matched.</summary>
/// <param name="Id">The id, byte for byte as the source has it; a copy of its own.</param>
/// <param name="Segment">The code of its segment, of which the label names the topic; null where the audience has none, and where people of two segments are behind the id.</param>
public readonly record struct MatchedId(ReadOnlyMemory<byte> Id, int? Segment);
