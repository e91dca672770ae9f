using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Support;

/// <summary>Opt-out lists in memory.</summary>
internal static class RunOptOuts
{
    /// <summary>An objection of somebody who is in no test's records.</summary>
    public const string Nobody = "somebody.else@example.org";

    public static SuppressionSource Emails(params string[] emails) => SuppressionSource.FromLists(List(IdentifierKind.Email, SuppressionValueForm.Clear, emails));

    public static SuppressionSource Hashes(params string[] hashes) => SuppressionSource.FromLists(List(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, hashes));

    public static SuppressionList List(IdentifierKind kind, SuppressionValueForm form, params string[] values) => new("list", new RunRecords(["value"], values.Select(v => new[] { v })), [new SuppressionColumn("value", kind, form)]);

    /// <summary>A list that holds other values at each reading.</summary>
    public static SuppressionSource Changing(IdentifierKind kind, SuppressionValueForm form, params string[][] readings)
    {
        var source = new RunRecords(["value"], reading => readings[Math.Min(reading, readings.Length - 1)].Select(v => RunRecords.Encode([v])));
        return SuppressionSource.FromLists(new SuppressionList("changing", source, [new SuppressionColumn("value", kind, form)]));
    }
}
