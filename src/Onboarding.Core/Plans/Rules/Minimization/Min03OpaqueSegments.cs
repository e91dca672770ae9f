using Onboarding.Keys;

namespace Onboarding.Plans.Rules;

internal sealed class Min03OpaqueSegments() : PlanRule("MIN-03", RuleTier.Refuse, "Being on a list can itself reveal something: segments have opaque ids, state their topic from a closed list, and special categories are refused even with consent.", "GDPR 9; Regulation (EU) 2022/2065 art. 26(3); CJEU C-184/20")
{
    /// <summary>Topics that a segment may have.</summary>
    public static readonly string[] Topics = ["customers", "past-customers", "newsletter-readers", "loyalty-members", "product-interest", "region", "residents", "subscribers"];

    private static readonly string[] s_special = ["health", "religion", "politics", "ethnicity", "trade-union", "genetics", "biometrics", "sex-life", "sexual-orientation"];

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (value, topic) in facts.Plan.Segments?.Values ?? [])
        {
            CheckCode(value, topic, findings);
        }

        if (facts.Plan.Segment is not { } segment)
        {
            findings.Pass("$.segment", "the plan names no segment: the audience is the whole list");
            return;
        }

        findings.Require(segment.Topic != "criminal-records" && !SensitiveWords.IsCriminal(segment.Id), RuleReasons.CriminalRecords, "$.segment", "the segment speaks of criminal records");
        var isSpecial = s_special.Contains(segment.Topic) || SensitiveWords.IsSpecialCategory(segment.Topic) || SensitiveWords.IsSpecialCategory(segment.Id);
        if (findings.Require(!isSpecial, RuleReasons.SpecialCategory, "$.segment", "the segment speaks of a special category of personal data")
            && findings.Require(Domain.IsId(segment.Id) && (Topics.Contains(segment.Topic) || segment.Topic == "criminal-records"), Reasons.PlanInvalid, "$.segment", "the id is not 1 to 64 of a-z 0-9 -, or the topic is not one of " + string.Join(", ", Topics)))
        {
            findings.Pass("$.segment.topic", $"the declared topic is {segment.Topic}");
        }
    }

    // The value stays with the sender, and says what the code stands for all the same.
    private static void CheckCode(string value, string topic, RuleFindings findings)
    {
        const string At = "$.segments.values";
        var isCriminal = topic == "criminal-records" || SensitiveWords.IsCriminal(value);
        var isSpecial = s_special.Contains(topic) || SensitiveWords.IsSpecialCategory(topic) || SensitiveWords.IsSpecialCategory(value);
        if (findings.Require(!isCriminal, RuleReasons.CriminalRecords, At, "a segment speaks of criminal records")
            && findings.Require(!isSpecial, RuleReasons.SpecialCategory, At, "a segment speaks of a special category of personal data")
            && findings.Require(Topics.Contains(topic), Reasons.PlanInvalid, At, "a topic is not one of " + string.Join(", ", Topics)))
        {
            findings.Pass(At, $"a declared topic is {topic}");
        }
    }
}
