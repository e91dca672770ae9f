using CsvHelper;

namespace Onboarding.Csv;

/// <summary>A row that is no record: where it begins, what is wrong, and over how many line breaks it goes.</summary>
internal readonly record struct CsvMalformed(long Line, CsvMalformedReason Reason, int LineBreaks);
