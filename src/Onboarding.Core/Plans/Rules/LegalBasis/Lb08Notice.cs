namespace Onboarding.Plans.Rules;

internal sealed class Lb08Notice() : PlanRule("LB-08", RuleTier.Refuse, "The notice of the plan's own side names the purpose, the basis, the recipient or its category, the retention, the rights and the complaint; a recipient's also where the records come from.", "GDPR 13, 14; CJEU C-413/23 P par. 102-111; CNIL SAN-2025-017")
{
    /// <summary>What a notice must state besides purposes and recipients.</summary>
    public static readonly string[] Required = ["basis", "retention", "rights", "objection", "complaint"];

    public const string Origin = "source";

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var party = facts.OwnController;
        var notice = facts.Notice(party);
        if (!findings.Require(notice is not null, RuleReasons.NoticeMissing, "dossier $.notices", $"no notice of {PlanFacts.Shorten(party)} is recorded"))
        {
            return;
        }

        var path = PlanFacts.Path("notices", facts.Dossier.Notices, notice);
        var required = facts.IsMatch && party == facts.OwnParty ? Required.Append(Origin) : Required;
        var missing = required.Except(notice!.States, StringComparer.Ordinal).ToList();
        findings.Require(missing.Count == 0, RuleReasons.NoticeMissing, path + ".states", $"the notice does not state {string.Join(", ", missing)}");
        findings.Require(facts.Purpose is null || notice.Purposes.Contains(facts.Purpose), RuleReasons.NoticeMissing, path + ".purposes", $"the notice does not name the purpose {facts.Purpose}");
        if (findings.Require(PlanDate.TryParse(notice.ValidFrom, out var from) && !from.IsRelative, RuleReasons.NoticeMissing, path + ".validFrom", "the notice has no day since which it is in force"))
        {
            findings.Require(from.Resolve(facts.Now).UtcDateTime.Date <= facts.Now.UtcDateTime, RuleReasons.NoticeMissing, path + ".validFrom", "the notice is not in force yet");
        }

        var recipient = facts.Party(facts.Dossier.Recipient);
        if (facts.IsMatch || facts.RecipientIsProcessor || recipient is null)
        {
            findings.Pass(path, $"version {notice.Version} is recorded");
        }
        else if (findings.Require(notice.Recipients.Contains(recipient.Id) || recipient.Categories.Intersect(notice.RecipientCategories, StringComparer.Ordinal).Any(), RuleReasons.NoticeRecipientNotNamed, path + ".recipients", $"the notice names neither {recipient.Id} nor a category of it"))
        {
            findings.Pass(path + ".recipients", $"version {notice.Version} covers {recipient.Id}");
        }
    }
}
