using BenchmarkDotNet.Running;
using Onboarding.Benchmarks;

if (args is ["members", ..])
{
    MemberFileQuestion.Run(args[1..]);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(KeyedTokenBenchmarks).Assembly).Run(args);
}
