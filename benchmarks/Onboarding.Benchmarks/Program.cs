using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Onboarding.Benchmarks.KeyedTokenBenchmarks).Assembly).Run(args);
