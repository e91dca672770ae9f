using Onboarding.Fuzz;

// dotnet run -c Release --project benchmarks/Onboarding.Fuzz -- [inputs] [seed]
// Ends with the number of inputs tried, or prints the first input that breaks a promise, as hex, and exits with 1.
var inputs = args.Length > 0 ? long.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 10_000_000;
var seed = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1;
var failure = NormalizerFuzz.Run(inputs, seed) ?? await CsvFuzz.RunAsync(inputs / 1000, seed);
if (failure is not null)
{
    Console.WriteLine(failure);
    return 1;
}

Console.WriteLine($"{inputs} values and {inputs / 1000} CSV files, seed {seed}: every promise held");
return 0;
