namespace Onboarding.Records;

/// <summary>A column and how its value comes into a batch.</summary>
internal sealed record EnumerableColumn<T>(string Name, Action<RecordBatch, T> AddValue);
