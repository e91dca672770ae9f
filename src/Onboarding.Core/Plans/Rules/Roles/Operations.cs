namespace Onboarding.Plans.Rules;

/// <summary>The closed list of operations of a flow (rule ROL-01), in the order in which records go through them.</summary>
internal static class Operations
{
    public const string Collect = "collect";
    public const string Pseudonymise = "pseudonymise";
    public const string Select = "select";
    public const string Upload = "upload";
    public const string Match = "match";
    public const string Report = "report";
    public const string Delete = "delete";

    public static readonly string[] All = [Collect, Pseudonymise, Select, Upload, Match, Report, Delete];

    /// <summary>What EDPB Guidelines 8/2020 read as a joint decision where a platform matches lists.</summary>
    public static readonly string[] ReadAsJoint = [Upload, Match, Select, Report];

    /// <summary>Whether whoever decides on it alone works with records that came from the controller.</summary>
    public static bool IsAfterExchange(string operation) => operation is not (Collect or Delete);
}
