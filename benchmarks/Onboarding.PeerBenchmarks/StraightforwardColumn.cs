using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace Onboarding.PeerBenchmarks;

/// <summary>The program that one writes in ten minutes: a string for each cell, the framework's one-shot hash, a set of hexadecimal texts.</summary>
internal static class StraightforwardColumn
{
    public static ColumnFigures Hash(string file, byte[]? key)
    {
        var started = Stopwatch.GetTimestamp();
        using var csv = CsvReader.FromFile(file);
        var distinct = new HashSet<string>();
        long rows = 0;
        ulong sum = 0;
        while (csv.Read())
        {
            var email = Encoding.UTF8.GetBytes(csv.GetString("email").Trim().ToLowerInvariant());
            var digest = key is null ? SHA256.HashData(email) : HMACSHA256.HashData(key, email);
            distinct.Add(Convert.ToHexStringLower(digest));
            sum += BinaryPrimitives.ReadUInt32BigEndian(digest);
            rows++;
        }

        return new ColumnFigures(Stopwatch.GetElapsedTime(started).TotalSeconds, rows, distinct.Count, sum.ToString(CultureInfo.InvariantCulture), $"CsvHelper {Versions.Of(typeof(CsvReader))}");
    }
}
