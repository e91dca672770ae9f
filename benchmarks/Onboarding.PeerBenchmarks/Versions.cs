using System.Reflection;

namespace Onboarding.PeerBenchmarks;

/// <summary>Versions of what is measured.</summary>
internal static class Versions
{
    /// <summary>The version of the package that a type is from, without the commit.</summary>
    public static string Of(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
