using System.Text.Json.Nodes;
using Onboarding.Plans.Rules;
using Onboarding.Profiles;

namespace Onboarding.Plans;

/// <summary>The dossier of a draft. Ids that are known are filled in wherever they name a party; what somebody agreed, signed, told or decided is always a question.</summary>
internal static class DraftDossier
{
    private const string Question = PlanText.Question;

    public static JsonObject Create(PlanDraftOptions options, PlatformPreset? platform)
    {
        var controller = options.Controller ?? Question;
        var recipient = options.Recipient ?? platform?.Id ?? Question;
        var basis = Basis(options, platform);
        var dossier = new JsonObject
        {
            ["version"] = 1,
            ["controller"] = controller,
            ["recipient"] = recipient,
            ["purpose"] = options.Purpose ?? Question,
            ["collectedFor"] = DraftPlan.List(Question),
            ["parties"] = new JsonArray(
                Questions(new JsonObject { ["id"] = controller }, "name", "contact", "country", "objection", "rights"),
                Questions(new JsonObject { ["id"] = recipient }, "name", "contact", "country")),
            ["fields"] = DraftPlan.List(Question),
            ["age"] = Questions([], "policy", "reference"),
            ["bases"] = new JsonArray(Basis(controller, basis)),
            ["notices"] = new JsonArray(Notice(controller)),
            ["agreements"] = new JsonArray(Agreement(controller, recipient, platform)),
        };
        if (platform?.ClaimedRole == PlatformRole.Processor)
        {
            var instruction = new JsonObject { ["id"] = Question, ["by"] = controller, ["to"] = recipient, ["recipient"] = recipient, ["purpose"] = options.Purpose ?? Question, ["fields"] = DraftPlan.List(Question), ["validUntil"] = Question };
            dossier["instructions"] = new JsonArray(instruction);
        }

        dossier["dpia"] = Questions([], "status", "reference");
        return dossier;
    }

    /// <summary>The own basis where it is known; null where it is a question.</summary>
    public static string? Basis(PlanDraftOptions options, PlatformPreset? platform) => options.Basis ?? (platform?.RequiresConsent == true ? LegalBases.Consent : null);

    private static JsonObject Basis(string controller, string? basis)
    {
        var result = new JsonObject { ["party"] = controller, ["basis"] = basis ?? Question, ["reference"] = Question };
        if (basis is null or LegalBases.LegitimateInterest)
        {
            var test = Questions([], "date", "reviewer", "reviewBy", "interest", "necessity", "lessIntrusive", "expectation", "balance");
            test["safeguards"] = DraftPlan.List(Question);
            test["optOutOffered"] = Question;
            test["conclusion"] = Question;
            test["purposes"] = DraftPlan.List(Question);
            test["fields"] = DraftPlan.List(Question);
            result["balancingTest"] = test;
        }

        return result;
    }

    private static JsonObject Notice(string controller)
    {
        var notice = Questions(new JsonObject { ["party"] = controller }, "uri", "version", "validFrom");
        notice["purposes"] = DraftPlan.List(Question);
        notice["recipients"] = DraftPlan.List(Question);
        notice["states"] = DraftPlan.List(Question);
        notice["separateObjection"] = Question;
        return notice;
    }

    private static JsonObject Agreement(string controller, string recipient, PlatformPreset? platform)
    {
        var agreement = new JsonObject
        {
            ["id"] = platform?.Contract ?? Question,
            ["kind"] = platform is null ? AgreementKinds.Exchange : AgreementKinds.PlatformTerms,
            ["parties"] = DraftPlan.List(controller, recipient),
            ["signedBy"] = DraftPlan.List(Question, Question),
            ["validFrom"] = Question,
            ["validUntil"] = Question,
            ["document"] = new JsonObject { ["uri"] = platform?.ContractUri.ToString() ?? Question },
            ["purposes"] = DraftPlan.List(Question),
            ["fields"] = DraftPlan.List(Question),
        };

        // A platform's terms cannot be negotiated: what is asked of them is when and for what they were accepted.
        if (platform is null)
        {
            agreement["sides"] = new JsonArray(Side(controller), Side(recipient));
            agreement["parts"] = Questions([], [.. AgreementParts.Exchange.Where(p => p.Member is null).Select(p => p.Name)]);
        }

        return agreement;
    }

    private static JsonObject Side(string party) => new() { ["party"] = party, ["role"] = PartyRoles.Controller, ["purposes"] = DraftPlan.List(Question), ["basis"] = Question };

    private static JsonObject Questions(JsonObject target, params string[] names)
    {
        foreach (var name in names)
        {
            target[name] = Question;
        }

        return target;
    }
}
