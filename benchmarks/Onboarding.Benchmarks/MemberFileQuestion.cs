using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Benchmarks;

/// <summary>
/// "Who received this person?" over many outputs. <c>members make FOLDER FILES NAMES MEMBERS</c> writes FILES files of MEMBERS members with one identifier each, and names them NAMES times by hard links, each name with a wrapped key of its own;
/// <c>members ask FOLDER NAMES FILES MEMBERS PEOPLE cold|warm SEED</c> asks; <c>members compare FOLDER MEMBERS</c> reads two files against each other.
/// </summary>
internal static class MemberFileQuestion
{
    // Each output holds about every second person of the population.
    private const int Share = 2;

    public static void Run(string[] args)
    {
        using var key = new KeyCard("bench-suppression", KeyType.Suppression, Domain.Suppression("bench"), new KeyMaterial([.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))]), new DateOnly(2026, 1, 1), null, isDemo: true);
        var numbers = args.Skip(2).Where(a => char.IsAsciiDigit(a[0])).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        switch (args[0])
        {
            case "make": Make(args[1], key, numbers[0], numbers[1], numbers[2]); break;
            case "ask": Ask(args[1], key, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], args.Contains("cold")); break;
            default: Compare(args[1], key, numbers[0]); break;
        }
    }

    private static void Make(string folder, KeyCard key, int files, int names, int members)
    {
        for (var file = 0; file < files; file++)
        {
            var watch = Stopwatch.StartNew();
            using (var writer = new MemberFile.Writer(PathOf(folder, file), key))
            {
                var written = 0;
                for (var person = 0L; written < members; person++)
                {
                    if (Holds(file, person))
                    {
                        writer.Add(1, TokenOf(person, 1), Bytes(TokenOf(person, 2)));
                        writer.End();
                        written++;
                    }
                }

                writer.Complete();
            }

            Console.WriteLine($"file {file}: {new FileInfo(PathOf(folder, file)).Length:N0} bytes in {watch.Elapsed.TotalSeconds:F1} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
        }

        for (var name = files; name < names; name++)
        {
            using var own = WrappedKey.Read(PathOf(folder, name % files), key)!;
            WrappedKey.Write(PathOf(folder, name), key, own);
            if (Link(PathOf(folder, name % files), PathOf(folder, name)) != 0)
            {
                throw new IOException("no hard link");
            }
        }
    }

    private static void Ask(string folder, KeyCard key, int names, int files, int members, int people, int seed, bool cold)
    {
        var random = new Random(seed);
        var present = new List<double>();
        var absent = new List<double>();
        var hits = 0;
        for (var question = 0; question < people; question++)
        {
            // Beyond twice the members' number a person is in no file.
            var isPresent = question % 2 == 0;
            var person = isPresent ? random.NextInt64((long)(members * 1.9)) : (1L << 40) + random.NextInt64(1L << 40);
            UInt128[] prefixes = [System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(Bytes(TokenOf(person, 1)))];
            var expected = Enumerable.Range(0, names).Where(n => isPresent && Holds(n % files, person)).Select(n => Name(n));
            var found = new List<string>();
            var time = TimeSpan.Zero;

            // Names of one file share its pages: between two of them the pages are given back, so that each is read from the disk.
            for (var first = 0; first < names; first += files)
            {
                for (var file = 0; cold && file < files; file++)
                {
                    GiveBack(PathOf(folder, file));
                }

                var watch = Stopwatch.StartNew();
                MemberFile.Find(folder, Enumerable.Range(first, Math.Min(files, names - first)).Select(Name), key, prefixes, (reader, _, position) =>
                {
                    if (reader.ReadMember(position)[1].Sent.SequenceEqual(Bytes(TokenOf(person, 2))))
                    {
                        found.Add(reader.Output);
                    }
                });
                time += watch.Elapsed;
            }

            if (!found.SequenceEqual(expected))
            {
                throw new InvalidOperationException("A wrong answer.");
            }

            hits += found.Count;
            (isPresent ? present : absent).Add(time.TotalMilliseconds);
        }

        Console.WriteLine($"{(cold ? "cold" : "warm")}: {people} people, {hits} outputs held one; first question {present[0]:F0} ms; present {Describe(present)}; absent {Describe(absent)}; peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
    }

    private static void Compare(string folder, KeyCard key, int members)
    {
        using var first = new MemberFile.Reader(PathOf(folder, 0), key);
        using var second = new MemberFile.Reader(PathOf(folder, 1), key);
        var watch = Stopwatch.StartNew();
        long count = 0, differences = 0, sent = 0;
        first.ReadAll(_ => count++);
        Console.WriteLine($"ReadAll: {count:N0} members, {watch.Elapsed.TotalSeconds:F1} s");
        watch.Restart();
        first.Difference(second, (_, _) => differences++);
        Console.WriteLine($"Difference: {differences:N0} parts, {watch.Elapsed.TotalSeconds:F1} s");
        watch.Restart();
        first.FindSent(Enumerable.Range(0, 1_000_000).Select(p => TokenOf(p, 2)).ToHashSet(), (_, _) => sent++);
        Console.WriteLine($"FindSent of 1,000,000: {sent:N0} parts, {watch.Elapsed.TotalSeconds:F1} s");
        foreach (var wanted in new[] { 1_000, 100_000, Math.Min(members, 5_000_000) })
        {
            var prefixes = Enumerable.Range(0, wanted).Select(p => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(Bytes(TokenOf(p, 1)))).Order().ToArray();
            watch.Restart();
            var found = 0L;
            first.FindAll(prefixes, (_, _) => found++);
            Console.WriteLine($"FindAll of {wanted:N0}: {found:N0} positions, {watch.Elapsed.TotalSeconds:F2} s");
        }
    }

    private static string Describe(List<double> times)
    {
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"median {times[times.Count / 2]:F0} ms, max {times[^1]:F0} ms");
    }

    private static string Name(int number) => "output-" + number.ToString("D3", CultureInfo.InvariantCulture);

    private static string PathOf(string folder, int number) => MemberFile.PathOf(Path.GetFullPath(folder), Name(number));

    private static bool Holds(int file, long person) => Mix((ulong)person ^ ((ulong)(file + 1) << 56)) % Share == 0;

    // Stands for a keyed hash: as evenly spread, and quicker to make.
    private static Token TokenOf(long person, ulong use)
    {
        Span<byte> bytes = stackalloc byte[Token.Size];
        for (var i = 0; i < 4; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[(i * 8)..], Mix(((ulong)person * 8) + (ulong)i + (use << 60)));
        }

        return new Token(bytes);
    }

    // SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static byte[] Bytes(Token token)
    {
        var bytes = new byte[Token.Size];
        token.CopyTo(bytes);
        return bytes;
    }

    // POSIX_FADV_DONTNEED of posix_fadvise(2): the system drops the file's clean pages.
    private static void GiveBack(string path)
    {
        using var file = File.OpenHandle(path);
        if (Advise((int)file.DangerousGetHandle(), 0, 0, 4) != 0)
        {
            throw new IOException("no advice");
        }
    }

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(int file, long offset, long length, int advice);

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(string existing, string path);
}
