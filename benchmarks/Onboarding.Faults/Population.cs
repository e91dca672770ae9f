using System.Globalization;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Faults;

/// <summary>The people of a home: customers, and who stands on the opt-out lists. The same number gives the same people.</summary>
internal static class Population
{
    public const int Customers = 1500;
    public const int ListLength = 3000;

    public static string Email(int customer) => string.Create(CultureInfo.InvariantCulture, $"Customer.{customer}+shop@example.com");

    public static EnumerableRecords<int> Records => EnumerableRecords.From(Enumerable.Range(0, Customers)).Column("email", Email).Column("external_id", i => string.Create(CultureInfo.InvariantCulture, $"C{i}"));

    /// <summary>An opt-out list of its own: strangers, and one customer in a thousand.</summary>
    public static SuppressionList List(string name)
    {
        var values = Enumerable.Range(0, ListLength).Select(i => i % 1000 == 7 ? Email(new Random(HashCode(name) + i).Next(Customers)) : string.Create(CultureInfo.InvariantCulture, $"{name}.{i}@example.org"));
        return new SuppressionList(name, EnumerableRecords.From(values).Column("value", v => v), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)]);
    }

    private static int HashCode(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c) & 0xFFFFFF);
}
