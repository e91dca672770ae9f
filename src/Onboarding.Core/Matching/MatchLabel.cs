using Onboarding.Audiences;
using Onboarding.Plans;

namespace Onboarding.Matching;

/// <summary>The label beside a file of matched own ids: what the audience and the recipient's own plan allow both (rule PSE-20).</summary>
internal static class MatchLabel
{
    public static byte[] Build(PseudonymityLabel audience, ReviewedPlan plan, DateTimeOffset now)
    {
        var own = new UseLimits
        {
            Domain = plan.Domain.ToString(),
            AttributableBy = audience.Limits.AttributableBy,
            UseBy = plan.UseBy.Resolve(now),
            DeleteBy = plan.DeleteBy.Resolve(now),
            Purposes = UseLimits.Set(plan.Domain.Purpose),
            Recipients = audience.Limits.Recipients,
            Forbidden = UseLimits.Set(ForbiddenUses.Except(plan)),
            Fields = UseLimits.Set(plan.Source.Columns.Select(c => Identifiers.IdentifierKinds.GetName(c.Kind))),
        };
        return LabelBuilder.Build(writer =>
        {
            writer.WriteString("onb:view", "match");
            writer.WriteString("onb:status", PseudonymityLabel.Status);
            writer.WriteString("onb:attributableBy", "holder-of-own-user-records");
            writer.WriteString("onb:audience", audience.Id);
            writer.WriteNumber("onb:serial", audience.Serial);
            writer.WriteString("onb:domain", plan.Domain.ToString());
            writer.WriteString("onb:purpose", plan.Domain.Purpose);
            LabelBuilder.WriteSegments(writer, audience.Segments);
            LabelBuilder.WriteLimits(writer, audience.Limits.Join(own));
        });
    }
}
