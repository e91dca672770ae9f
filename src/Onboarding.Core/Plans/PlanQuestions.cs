using System.Text.RegularExpressions;
using Onboarding.Plans.Rules;

namespace Onboarding.Plans;

/// <summary>The question behind a <c>"?"</c> in a plan or dossier, in plain words.</summary>
internal static partial class PlanQuestions
{
    private const string Unknown = "this is not answered yet";
    private const string Part = "dossier $.agreements[].parts.";
    private const string OwnId = "your own id once more, as in the dossier's \"controller\" (`onboard init --controller ID` fills in all of them)";
    private const string OtherId = "the recipient's id once more, as in the dossier's \"recipient\" (`onboard init --recipient ID` fills in all of them)";
    private const string Interest = " Take it out where the basis is not legitimate-interest";

    private static readonly string s_purposes = string.Join(", ", Purposes.All);

    private static readonly Dictionary<string, string> s_questions = new(StringComparer.Ordinal)
    {
        ["$.source.encoding"] = "in which encoding is the file? Programs on Windows in Western Europe mostly write windows-1252; exporting as UTF-8 is better, then take the member out",
        ["$.source.columns.email"] = "which column holds e-mail addresses? Or map \"phone\" or \"external_id\" instead, and list the same under \"fields\"",
        ["$.source.evidence.date_of_birth.format"] = "how does the column write birth dates? Such as yyyy-MM-dd, dd-MM-yyyy or M/d/yyyy; docs/cells.md has all forms",
        ["$.source.evidence.last_active_at.format"] = "how does the column write the dates of the last activity? Such as yyyy-MM-dd, dd-MM-yyyy or M/d/yyyy; docs/cells.md has all forms",
        ["$.key"] = "which key? `onboard keys create ID --domain CONTROLLER/RECIPIENT/PURPOSE --until DATE` makes one; write its ID here. The recipient of an audience gets its card",
        ["$.region"] = "of which country are phone numbers without a country code? Two letters, such as NL; or take it out, and such numbers are rejected",
        ["$.suppression.key"] = "which key protects your own opt-outs? `onboard keys create ID --suppression CONTROLLER` makes one; write its ID here. It stays with you",
        ["$.suppression.lists[].path"] = "in which file are the people who said no, to advertising or to being matched? Where nobody has yet, write \"confirmedEmpty\" with who confirms it in place of \"lists\"",
        ["$.suppression.lists[].columns[].name"] = "which column of that file says who it is?",
        ["$.suppression.lists[].columns[].kind"] = "what does that column hold: email, phone, maid or external_id?",
        ["$.suppression.lists[].columns[].form"] = "how does it hold it: clear (as people write it), sha256-hex or sha256-base64 (hashes), or suppression-token?",
        ["$.statements[].relationship"] = "is everybody in the file a customer? Then write customer; where some are not, add \"where\", or map a column." + Interest,
        ["$.statements[].noticeVersion"] = "which version of your privacy notice were these people shown?" + Interest,
        ["$.statements[].objectionOffered"] = "could they say no to the matching when they gave their address, before it? true or false." + Interest,
        ["$.statements[].consentPurposes[]"] = "to what did these people consent, by the words of your own records? \"audience-matching\", or \"upload:\" and the recipient's name; for google only where ad_user_data and ad_personalization were granted. A newsletter is neither. Take it out where the basis is not consent",
        ["$.statements[].provenance"] = "where do the records come from: own orders, a membership, a form?",
        ["$.statements[].reference"] = "where is it documented what is stated here?",
        ["$.longestInactive"] = "after how long without activity is somebody left out? A term such as P3Y; or take it out together with \"last_active_at\"",
        ["$.retention.deleteBy"] = "by when must the recipient have deleted the audience? A term after the run such as P30D, or a day",
        ["$.destination.settings.segment"] = "how is the segment called at the platform? Capital letters, digits and underscores; no campaign's name and nothing about people",
        ["$.destination.settings.country"] = "of which country are all these people? Two letters, such as NL; or take it out, and map the field country",
        ["dossier $.controller"] = "how shall you be called in keys and labels? An id of a-z 0-9 -, never changed later without new keys (`onboard init --controller ID` fills in all places)",
        ["dossier $.recipient"] = "how shall the recipient be called in keys and labels? An id of a-z 0-9 -, another one for every recipient (`onboard init --recipient ID` fills in all places)",
        ["dossier $.purpose"] = "what is it for? One of " + s_purposes,
        ["dossier $.collectedFor[]"] = "for which purposes were the records collected, as people were told then? From " + s_purposes,
        ["dossier $.parties[].id"] = "the id of this party once more: first the \"controller\", then the \"recipient\"",
        ["dossier $.parties[].name"] = "the name of the organisation, as its contracts have it",
        ["dossier $.parties[].contact"] = "where are questions about personal data answered? The mailbox of a department, or a web address",
        ["dossier $.parties[].country"] = "in which country is it established? Two letters, such as NL",
        ["dossier $.parties[].objection"] = "where can people say no? A web address or mailbox",
        ["dossier $.parties[].rights"] = "where can people exercise their other rights? A web address or mailbox",
        ["dossier $.fields[]"] = "which identifiers did the parties agree to match? email, phone, external_id; what the plan uses must be among them",
        ["dossier $.age.policy"] = "how are children kept out? verified-adults, declared-adult-service, or birth-date (then the plan reads a birth date). Take \"age\" out for a survey",
        ["dossier $.age.reference"] = "where is that documented?",
        ["dossier $.bases[].party"] = "whose basis is it? " + OwnId,
        ["dossier $.bases[].basis"] = "on what do you rest it? consent or legitimate-interest; public-task for a public body's survey. Ask whoever is responsible for data protection",
        ["dossier $.bases[].reference"] = "where is the basis documented: the balancing test, or the record of consents?",
        ["dossier $.bases[].balancingTest.date"] = "on which day was the balancing test made? Take the whole \"balancingTest\" out where the basis is not legitimate-interest",
        ["dossier $.bases[].balancingTest.reviewer"] = "who made it, by function?",
        ["dossier $.bases[].balancingTest.reviewBy"] = "by which day will somebody look at it again?",
        ["dossier $.bases[].balancingTest.interest"] = "which interest is pursued?",
        ["dossier $.bases[].balancingTest.necessity"] = "why can it not be reached without the matching?",
        ["dossier $.bases[].balancingTest.lessIntrusive"] = "which milder means were weighed, asking people for one, and why are they not enough?",
        ["dossier $.bases[].balancingTest.expectation"] = "why can these people expect it?",
        ["dossier $.bases[].balancingTest.balance"] = "what does it mean for these people, and why does that not outweigh the interest?",
        ["dossier $.bases[].balancingTest.safeguards[]"] = "which safeguards go beyond what is a duty? From " + string.Join(", ", Lb04SafeguardsBeyondDuty.Safeguards),
        ["dossier $.bases[].balancingTest.optOutOffered"] = "are people offered an opt-out? true or false",
        ["dossier $.bases[].balancingTest.conclusion"] = "how did the test come out? passes or fails",
        ["dossier $.bases[].balancingTest.purposes[]"] = "for which purposes was the test made? From " + s_purposes,
        ["dossier $.bases[].balancingTest.fields[]"] = "for which identifiers was the test made? email, phone, external_id",
        ["dossier $.notices[].party"] = "whose notice is it? " + OwnId,
        ["dossier $.notices[].uri"] = "at which address is your privacy notice?",
        ["dossier $.notices[].version"] = "which version of the notice is in force?",
        ["dossier $.notices[].validFrom"] = "since which day is it in force? Such as 2026-01-31",
        ["dossier $.notices[].purposes[]"] = "which purposes does the notice name? From " + s_purposes,
        ["dossier $.notices[].recipients[]"] = "which recipients does the notice name? Their ids here; or \"recipientCategories\" in its place, with words that stand among the recipient's \"categories\" too",
        ["dossier $.notices[].states[]"] = "what else does the notice state? From " + string.Join(", ", Lb08Notice.Required) + "; all of them are needed",
        ["dossier $.notices[].separateObjection"] = "where is the right to object presented apart from other information?",
        ["dossier $.agreements[].id"] = "how is the agreement of the two parties called in your files?",
        ["dossier $.agreements[].parties[]"] = "between whom is it? The ids of \"controller\" and \"recipient\" once more",
        ["dossier $.agreements[].signedBy[]"] = "who has signed it? The ids of both once they have; terms of a platform are signed by accepting them",
        ["dossier $.agreements[].validFrom"] = "since which day does it hold? Such as 2026-01-31",
        ["dossier $.agreements[].validUntil"] = "until which day does it hold? Such as 2027-06-30; where it has no end, the day on which you will look at it again",
        ["dossier $.agreements[].document.uri"] = "where is the signed text?",
        ["dossier $.agreements[].purposes[]"] = "which purposes does the agreement cover? From " + s_purposes,
        ["dossier $.agreements[].fields[]"] = "which identifiers does the agreement cover? email, phone, external_id",
        ["dossier $.agreements[].sides[].party"] = "which side is it? First the \"controller\", then the \"recipient\"",
        ["dossier $.agreements[].sides[].purposes[]"] = "for which purposes does this side work with the records, by the agreement? From " + s_purposes,
        ["dossier $.agreements[].sides[].basis"] = "on what does this side rest it, by the agreement? One of " + string.Join(", ", LegalBases.All),
        ["dossier $.agreements[].operations[]"] = "which operations are decided together, by the arrangement? From " + string.Join(", ", Operations.All),
        ["dossier $.agreements[].subProcessors.authorisation"] = "may the processor pass work on? none, specific or general (general: add \"subProcessorChanges\" to \"parts\", where changes are announced)",
        ["dossier $.agreements[].end"] = "what happens to the records at the end? delete or return",
        ["dossier $.instructions[].id"] = "how is your instruction to the recipient called in your files?",
        ["dossier $.instructions[].by"] = "who instructs? " + OwnId,
        ["dossier $.instructions[].to"] = "whom? " + OtherId,
        ["dossier $.instructions[].recipient"] = "for sending to whom? " + OtherId,
        ["dossier $.instructions[].purpose"] = "for which purpose is the instruction? One of " + s_purposes,
        ["dossier $.instructions[].fields[]"] = "for which identifiers is the instruction? email, phone",
        ["dossier $.instructions[].validUntil"] = "until which day does the instruction hold? Such as 2026-12-31",
        ["dossier $.dpia.status"] = "was an impact assessment made? done, or not-required",
        ["dossier $.dpia.reference"] = "where is it, or the reason why none is required?",
    };

    /// <summary>The question of a path, whose list positions do not matter.</summary>
    public static string Of(string path)
    {
        var pattern = Position().Replace(path, "[]");
        return s_questions.GetValueOrDefault(pattern) ?? (pattern.StartsWith(Part, StringComparison.Ordinal) ? OfPart(pattern[Part.Length..]) : Unknown);
    }

    // A part can mean something else in another kind of agreement.
    private static string OfPart(string name)
    {
        var meanings = AgreementParts.Exchange.Concat(AgreementParts.Processing).Concat(AgreementParts.Joint).Where(p => p.Name == name).Select(p => p.Meaning).Distinct(StringComparer.Ordinal).ToList();
        return meanings.Count == 0 ? Unknown : $"in which clause does the agreement say: {string.Join("; or ", meanings)}?";
    }

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Position();
}
