using Onboarding.Identifiers;
using Onboarding.Plans;

namespace Onboarding.Records;

/// <summary>How the numbers of a source's phone columns are written, learned batch by batch in the order of the source.</summary>
internal sealed class PhoneColumns(PlanSource source)
{
    private readonly PhoneColumnProfile?[] _profiles = [.. source.Columns.Select(c => c.Kind == IdentifierKind.Phone ? new PhoneColumnProfile() : null)];

    /// <summary>Looks at the next batch, and says for each column whether its numbers carry their zeros. It shows in the first few thousand values; later ones are judged by them.</summary>
    public bool[] Learn(RecordBatch batch)
    {
        var carriesZeros = new bool[_profiles.Length];
        for (var column = 0; column < _profiles.Length; column++)
        {
            if (_profiles[column] is not { } profile)
            {
                continue;
            }

            var isComplete = profile.IsComplete;
            for (var row = 0; !isComplete && row < batch.Count; row++)
            {
                profile.Add(batch.GetValue(row, column));
            }

            carriesZeros[column] = profile.CarriesZeros;
        }

        return carriesZeros;
    }
}
