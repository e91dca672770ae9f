using Onboarding.Records;

namespace Onboarding.Fuzz;

/// <summary>Random and mutated CSV files through the source: a clear refusal or records, never another exception, and no value longer than allowed.</summary>
internal static class CsvFuzz
{
    public static async Task<string?> RunAsync(long files, int seed)
    {
        var mutator = new Mutator(seed + 1);
        var folder = Directory.CreateTempSubdirectory("onboarding-fuzz-");
        var path = Path.Combine(folder.FullName, "input.csv");
        try
        {
            for (long i = 0; i < files; i++)
            {
                var content = Create(mutator);
                await File.WriteAllBytesAsync(path, content);
                var fault = await ReadAsync(path);
                if (fault is not null)
                {
                    return $"CSV file {i}: {fault}: {Convert.ToHexStringLower(content)}";
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return null;
    }

    private static byte[] Create(Mutator mutator)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        if (mutator.Next(10) > 0)
        {
            "email,id\n"u8.CopyTo(buffer);
            length = 9;
        }

        var rows = mutator.Next(200);
        for (var row = 0; row < rows && length < buffer.Length - 4096; row++)
        {
            length += mutator.Fill(buffer.AsSpan(length, 1500));
            buffer[length++] = mutator.Next(20) == 0 ? (byte)'"' : (byte)',';
            length += mutator.Fill(buffer.AsSpan(length, 1500));
            buffer[length++] = mutator.Next(30) == 0 ? (byte)'\r' : (byte)'\n';
        }

        return buffer[..length];
    }

    private static async Task<string?> ReadAsync(string path)
    {
        try
        {
            await using var reader = await CsvRecords.FromFile(path).OpenAsync(["email", "id"], CancellationToken.None);
            var batch = new RecordBatch(2);
            for (var more = true; more;)
            {
                more = await reader.ReadAsync(batch, CancellationToken.None);
                for (var row = 0; row < batch.Count; row++)
                {
                    if (batch.GetPosition(row) < 1 || batch.GetValue(row, 0).Length > RecordBatch.MaxValueLength)
                    {
                        return "a record without position, or with a value too long";
                    }
                }

                batch.Clear();
            }

            return null;
        }
        catch (OnboardingException exception)
        {
            return exception.Message.Contains("anna", StringComparison.OrdinalIgnoreCase) ? "a value in a message: " + exception.Message : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.ToString();
        }
    }
}
