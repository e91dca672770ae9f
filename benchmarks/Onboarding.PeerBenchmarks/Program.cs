using System.Globalization;
using Onboarding.PeerBenchmarks;

switch (args)
{
    case ["hashes"]:
        HashPeers.Run();
        return 0;
    case ["column", var file, var scripts]:
        return await ColumnPeers.RunAsync(file, scripts, rounds: 5);
    case ["column", var file, var scripts, var rounds]:
        return await ColumnPeers.RunAsync(file, scripts, int.Parse(rounds, CultureInfo.InvariantCulture));
    default:
        Console.Error.WriteLine("hashes | column CSV FOLDER-OF-SCRIPTS [ROUNDS]");
        return 2;
}
