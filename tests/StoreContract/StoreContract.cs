using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Onboarding.Suppression;

namespace Onboarding.StoreContract;

/// <summary>What every store does: each sentence of the interfaces' documentation, for one store after the other.</summary>
public abstract partial class StoreContract
{
    private static readonly DateTimeOffset s_noon = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CancellationToken Cancelled { get; } = new(canceled: true);

    /// <summary>A further instance over the database of that name, which belongs to the test alone.</summary>
    protected abstract ValueTask<IOnboardingStore> OpenAsync(string database);

    private ValueTask<IOnboardingStore> OpenAsync() => OpenAsync("store");

    /// <summary>Tokens by name: <c>1a 32b</c> is one of kind 1 and one of kind 32.</summary>
    private static byte[] Tokens(string names)
    {
        return [.. names.Split(' ').SelectMany(n => (byte[])[byte.Parse(Kind(n), CultureInfo.InvariantCulture), .. SHA256.HashData(Encoding.ASCII.GetBytes(n[Kind(n).Length..]))])];

        static string Kind(string name) => string.Concat(name.TakeWhile(char.IsAsciiDigit));
    }

    private static OptOut Create(string tokens, string scope = "all", int profileSet = 1, string origin = "command", DateTimeOffset? effective = null) => new()
    {
        Tokens = Tokens(tokens),
        KeyId = "suppression-2026",
        Scope = OptOutScope.Parse(scope),
        Origin = origin,
        ProfileSet = profileSet,
        Effective = effective ?? s_noon,
    };

    private static async Task<OptOutReceipt> AddAsync(IOnboardingStore store, OptOut optOut, DateTimeOffset? asOf = null) => (await store.AddAsync([optOut], asOf, Token))[0];

    private static async Task<StoredOptOut> FindOneAsync(IOnboardingStore store, string token) => Assert.Single(await store.FindAsync(Tokens(token), Token));

    private static async Task<List<StoredOptOut>> ChangesAsync(IOnboardingStore store, long after = 0) => await store.ReadChangesAsync(after, Token).ToListAsync(Token);

    private static string Describe(StoredOptOut stored)
    {
        var optOut = stored.OptOut;
        return $"{stored.Number} {stored.Change} {Convert.ToHexString(optOut.Tokens.Span)} {optOut.KeyId} {optOut.Scope} '{optOut.Origin}' {optOut.ProfileSet} {optOut.Effective.UtcTicks} {stored.Withdrawn?.UtcTicks}";
    }
}
