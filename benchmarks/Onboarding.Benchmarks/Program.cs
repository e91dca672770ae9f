using BenchmarkDotNet.Running;
using Onboarding.Benchmarks;

if (args is ["members", ..])
{
    MemberFileQuestion.Run(args[1..]);
    return 0;
}

if (args is ["join", .. var join])
{
    return JoinRuns.Run(join);
}

if (args is ["kernels"])
{
    KernelTargets.Run();
    return 0;
}

if (args is ["kernels", "matrix"])
{
    KernelMatrix.Run();
    return 0;
}

if (args is ["forms"])
{
    CanonicalFormTargets.Run();
    return 0;
}

if (args is ["customers", var count, var file, .. var seed])
{
    GeneratedCustomers.Write(file, long.Parse(count, System.Globalization.CultureInfo.InvariantCulture), seed is [var text] ? ulong.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 1);
    return 0;
}

if (args is ["run", var rows, var folder, var sample, .. var optOuts])
{
    await RunSpeed.RunAsync(long.Parse(rows, System.Globalization.CultureInfo.InvariantCulture), folder, sample, optOuts is [var list] ? int.Parse(list, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
    return 0;
}

if (args is ["snapshot", .. var rest])
{
    return await SnapshotRuns.RunAsync(rest);
}

BenchmarkSwitcher.FromAssembly(typeof(KeyedTokenBenchmarks).Assembly).Run(args);
return 0;
