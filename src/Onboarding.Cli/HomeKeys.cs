using System.CommandLine;
using Onboarding.Keys;

namespace Onboarding.Cli;

/// <summary>The home that a command works on, and its suppression key: of a plan, named, or the only one there is.</summary>
internal static class HomeKeys
{
    public static readonly Option<string?> Plan = new("--plan") { Description = "A plan: its home and its suppression key." };

    public static readonly Option<string?> Key = new("--key") { Description = "The id of the suppression key; else the plan's, else the only one of the home." };

    public static OnboardingHome Open(ParseResult result) => Tool.OpenHome(result, result.GetValue(Plan));

    public static async ValueTask<string> SuppressionKeyAsync(ParseResult result, OnboardingHome home)
    {
        if (result.GetValue(Key) is { } named)
        {
            return named;
        }

        if (result.GetValue(Plan) is { } plan)
        {
            return await OnboardingHome.ReadSuppressionKeyAsync(plan).ConfigureAwait(false);
        }

        var ids = new List<string>();
        foreach (var card in new FileKeyStore(Path.Combine(home.Folder, "keys")).List())
        {
            using (card)
            {
                if (card.Type == KeyType.Suppression)
                {
                    ids.Add(card.Id);
                }
            }
        }

        return ids.Count == 1 ? ids[0] : throw new ToolException(ids.Count == 0
            ? $"No suppression key is in {Text.RelativePath(home.Folder)}: say --plan, or make one with keys create --suppression."
            : $"There are several suppression keys: say --key {string.Join(" or ", ids)}.");
    }
}
