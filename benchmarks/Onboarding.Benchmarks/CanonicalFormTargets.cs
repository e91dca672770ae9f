using System.Globalization;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Benchmarks;

/// <summary>How fast canonical forms are written into a batch, on one thread: short slices of every variant take turns, so that a busy machine hits all of them alike. <c>forms</c>.</summary>
internal static class CanonicalFormTargets
{
    private const int Count = 10_000;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(10);

    private delegate RejectionReason Normalizer(ReadOnlySpan<byte> value, Span<byte> destination, out int written);

    public static void Run()
    {
        if (!PhoneRegion.TryParse("NL"u8, out var region))
        {
            throw new InvalidOperationException("The region of the samples is not known.");
        }

        var emails = SampleIdentifiers.Emails(Count);
        var clean = SampleIdentifiers.Emails(Count, clean: true);
        List<TimedVariant> variants =
        [
            Copy("an e-mail only copied", emails),
            Variant("e-mail, step by step", emails, CanonicalForm.NormalizeEmailScalar),
            Variant("e-mail", emails, (value, destination, out written) => CanonicalForm.TryNormalize(IdentifierKind.Email, value, destination, out written)),
            Variant("e-mail, well formed and in lower case", clean, (value, destination, out written) => CanonicalForm.TryNormalize(IdentifierKind.Email, value, destination, out written)),
        ];
        foreach (var spelling in SampleIdentifiers.PhoneSpellings)
        {
            var phones = SampleIdentifiers.Phones(spelling, Count);
            variants.Add(Variant($"phone, {spelling}, digit by digit", phones, (value, destination, out written) => PhoneNumber.TryNormalizeUnusual(value, region, destination, out written, out _)));
            variants.Add(Variant($"phone, {spelling}", phones, (value, destination, out written) => CanonicalForm.TryNormalize(IdentifierKind.Phone, value, region, destination, out written)));
        }

        TimedVariant.Measure(s_time, [.. variants]);
        Console.WriteLine("| form | M/s at best | M/s in the median | ns at best |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var variant in variants)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {variant.Name} | {variant.Best / 1_000_000:0.0} | {variant.Median / 1_000_000:0.0} | {1e9 / variant.Best:0.0} |"));
        }
    }

    private static TimedVariant Variant(string name, byte[][] values, Normalizer normalize)
    {
        var cells = Column(values);
        var forms = new IdentifierBatch();
        return new TimedVariant(name, values.Length, () =>
        {
            forms.Clear();
            for (var i = 0; i < cells.Count; i++)
            {
                if (normalize(cells[i], forms.Reserve(CanonicalForm.MaxLength), out var written) == RejectionReason.None)
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
