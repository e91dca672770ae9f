using System.Globalization;

namespace Onboarding.Core.Tests.Support;

/// <summary>Runs something under another culture.</summary>
internal static class ContractCulture
{
    public static T Run<T>(string culture, Func<T> action)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Find(culture);
            return action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    // With DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 there is one culture only, and the test then says that it gives the same bytes too.
    private static CultureInfo Find(string culture)
    {
        try
        {
            return CultureInfo.GetCultureInfo(culture);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
