using Onboarding.Records;

namespace Onboarding;

/// <summary>Records from objects of one's own: a list, an iterator, an Entity Framework query, a message queue.</summary>
public static class EnumerableRecords
{
    /// <summary>Records from an asynchronous enumeration. Say what its columns are with <see cref="EnumerableRecords{T}.Column(string, Func{T, string?})"/>.</summary>
    /// <param name="open">Begins anew at each call. The token is cancelled when the reading is.</param>
    /// <typeparam name="T">What a record is made of.</typeparam>
    public static EnumerableRecords<T> From<T>(Func<CancellationToken, IAsyncEnumerable<T>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new EnumerableRecords<T>(open, []);
    }

    /// <summary>Records from an enumeration, which is enumerated anew at each opening. Say what its columns are with <see cref="EnumerableRecords{T}.Column(string, Func{T, string?})"/>.</summary>
    /// <param name="items">The objects.</param>
    /// <typeparam name="T">What a record is made of.</typeparam>
    public static EnumerableRecords<T> From<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new EnumerableRecords<T>(_ => items.ToAsyncEnumerable(), []);
    }
}
