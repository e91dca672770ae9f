using System.Globalization;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Benchmarks;

/// <summary>How fast canonical forms are written into a batch, on one thread: short slices of every variant take turns, so that a busy machine hits all of them alike. <c>forms</c>.</summary>
internal static class CanonicalFormTargets
{
    private const int Count = 10_000;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(6);

    public static void Run()
    {
        if (!PhoneRegion.TryParse("NL"u8, out var region))
        {
            throw new InvalidOperationException("The region of the samples is not known.");
        }

        TimedVariant[] variants =
        [
            Copy("an e-mail only copied", SampleIdentifiers.Emails(Count)),
            Variant("e-mail", IdentifierKind.Email, SampleIdentifiers.Emails(Count), region),
            Variant("e-mail, clean", IdentifierKind.Email, SampleIdentifiers.Emails(Count, clean: true), region),
            .. SampleIdentifiers.PhoneSpellings.Select(spelling => Variant($"phone, {spelling}", IdentifierKind.Phone, SampleIdentifiers.Phones(spelling, Count), region)),
        ];
        TimedVariant.Measure(s_time, variants);
        foreach (var variant in variants)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variant.Name}: {variant.Best / 1_000_000:0.0} M/s at best, {variant.Median / 1_000_000:0.0} M/s in the median, {1e9 / variant.Best:0.0} ns"));
        }
    }

    private static TimedVariant Variant(string name, IdentifierKind kind, byte[][] values, PhoneRegion region)
    {
        var cells = Column(values);
        var forms = new IdentifierBatch();
        return new TimedVariant(name, values.Length, () =>
        {
            forms.Clear();
            for (var i = 0; i < cells.Count; i++)
            {
                if (CanonicalForm.TryNormalize(kind, cells[i], region, forms.Reserve(CanonicalForm.MaxLength), out var written) == RejectionReason.None)
                {
                    forms.Commit(written);
                }
            }
        });
    }

    // What the loop and the batch cost without a canonical form.
    private static TimedVariant Copy(string name, byte[][] values)
    {
        var cells = Column(values);
        var copies = new IdentifierBatch();
        return new TimedVariant(name, values.Length, () =>
        {
            copies.Clear();
            for (var i = 0; i < cells.Count; i++)
            {
                var cell = cells[i];
                cell.CopyTo(copies.Reserve(CanonicalForm.MaxLength));
                copies.Commit(cell.Length);
            }
        });
    }

    // One cell behind the other, as a reader's buffer holds them.
    private static IdentifierBatch Column(byte[][] values)
    {
        var column = new IdentifierBatch();
        foreach (var value in values)
        {
            column.Add(value);
        }

        return column;
    }
}
