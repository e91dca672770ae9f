namespace Onboarding.Plans;

/// <summary>How the rows of a plan's source fall into segments: by the value of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">Its values, and what each segment is about. Rows with another value have no segment.</param>
internal sealed record PlanSegments(string Column, IReadOnlyList<(byte[] Value, string Topic)> Values)
{
    /// <summary>How many segments a plan can have.</summary>
    public const int MaxCount = 32;

    /// <summary>The number of a value's segment, from 1 on; 0 where it has none.</summary>
    public byte Find(ReadOnlySpan<byte> cell)
    {
        var value = Identifiers.StripSet.Strip(cell);
        for (var i = 0; i < Values.Count; i++)
        {
            if (value.SequenceEqual(Values[i].Value))
            {
                return (byte)(i + 1);
            }
        }

        return 0;
    }
}
