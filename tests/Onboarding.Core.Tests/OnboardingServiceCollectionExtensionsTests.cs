using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Keys;
using Onboarding.StoreContract;

namespace Onboarding.Core.Tests;

public sealed class OnboardingServiceCollectionExtensionsTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly ServiceCollection _services = new();

    [Fact]
    public void AddOnboarding_Folder_ResolvesOneHomeThere()
    {
        _services.AddSingleton<IOnboardingStore>(new MemoryStore()).AddOnboarding(_folder["home"]);
        using var provider = _services.BuildServiceProvider(validateScopes: true);
        var home = provider.GetRequiredService<OnboardingHome>();

        Assert.Equal(_folder["home"], home.Folder);
        Assert.Same(home, provider.GetRequiredService<OnboardingHome>());
    }

    [Fact]
    public void UseCsv_Home_ReadsHeadersOfCsvFiles()
    {
        _services.AddSingleton<IOnboardingStore>(new MemoryStore()).AddOnboarding(_folder["home"]).UseCsv();
        using var provider = _services.BuildServiceProvider(validateScopes: true);

        Assert.IsType<CsvHeaders>(provider.GetRequiredService<OnboardingHome>().SourceHeaders);
    }

    [Fact]
    public void AddOnboarding_NothingUsedYet_CreatesNothing()
    {
        _services.AddSingleton<IOnboardingStore>(new MemoryStore()).AddOnboarding(_folder["home"]);
        using var provider = _services.BuildServiceProvider();
        _ = provider.GetRequiredService<OnboardingHome>();

        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public void AddOnboarding_OwnStores_AreUsed()
    {
        var keys = new FileKeyStore(_folder["elsewhere"]);
        var store = new MemoryStore();
        _services.AddSingleton<IKeyStore>(keys).AddSingleton<IOnboardingStore>(store).AddOnboarding(_folder["home"]);
        using var provider = _services.BuildServiceProvider();
        var home = provider.GetRequiredService<OnboardingHome>();

        Assert.Same(keys, home.Keys);
        Assert.Same(store, home.Store);
    }

    [Fact]
    public async Task AddOnboarding_OwnClock_IsUsed()
    {
        _services.AddSingleton<TimeProvider>(new RunClock(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero))).AddSingleton<IOnboardingStore>(new MemoryStore()).AddOnboarding(_folder["home"]);
        await using var provider = _services.BuildServiceProvider();
        var path = new RunPlan { ValidUntil = "2030-12-31" }.Write(_folder.Path);

        var exception = await Assert.ThrowsAsync<OnboardingException>(() => provider.GetRequiredService<OnboardingHome>().ApproveAsync(path, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("AGREEMENT_EXPIRED", exception.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void AddOnboarding_EmptyHome_IsRefusedAtStart(string home)
    {
        _services.AddOnboarding(options => options.Home = home);
        using var provider = _services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<OnboardingHome>);
    }

    [Fact]
    public void AddOnboarding_NoFolder_Throws() => Assert.Throws<ArgumentException>(() => _services.AddOnboarding(""));

    [Fact]
    public void AddOnboarding_AnyHome_ReturnsABuilderOfTheSameServices() => Assert.Same(_services, _services.AddOnboarding(_folder["home"]).Services);

    [Fact]
    public void AddOnboarding_Twice_KeepsTheFirstRegistration()
    {
        _services.AddOnboarding(_folder["home"]);
        _services.AddOnboarding(_folder["home"]);

        Assert.Single(_services, s => s.ServiceType == typeof(OnboardingHome));
    }

    public void Dispose() => _folder.Dispose();
}
