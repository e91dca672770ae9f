using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Plans;

// Which segment a row is in. What a segment may be about is a rule's to say.
internal sealed partial class PlanReader
{
    private PlanSegments? ReadSegments()
    {
        if (_plan.Segments is not { } segments)
        {
            return null;
        }

        const string At = "$.segments";
        Require(!IsMatch && !Facts.IsPlatform, Reasons.PlanInvalid, At, "segments are for audiences that are sent to a recipient with a key");
        Require(segments.Values.Count is >= 1 and <= PlanSegments.MaxCount, Reasons.PlanInvalid, At + ".values", $"there are {segments.Values.Count} segments, 1 to {PlanSegments.MaxCount} are allowed");
        Require(Facts.MappedColumns.Count(c => c.Name == segments.Column) == 1, Reasons.PlanInvalid, At + ".column", "the column is read for something else already");
        var values = segments.Values.Select(v => (StripSet.Strip(Encoding.UTF8.GetBytes(v.Key)).ToArray(), v.Value)).ToList();
        RequireDistinct(At + ".values", values.Select(v => Encoding.UTF8.GetString(v.Item1)));
        Require(values.All(v => v.Item1.Length is > 0 and <= 256), Reasons.PlanInvalid, At + ".values", "a value is empty, or longer than 256 bytes");
        return new PlanSegments(segments.Column, values);
    }
}
