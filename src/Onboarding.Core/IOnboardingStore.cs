using Onboarding.Delivery;
using Onboarding.Suppression;

namespace Onboarding;

/// <summary>
/// One party's durable record: who said no, what left, and what must be taken back. A call that returned is on the disk, whatever happens to the process after it.
/// Safe for several threads and processes at once. <c>Onboarding.Sqlite</c> and <c>Onboarding.PostgreSql</c> implement it.
/// </summary>
/// <remarks>Holds no identifier: tokens under the own suppression key, positions in encrypted files, and the words of plan and dossier.</remarks>
/// <exception cref="OnboardingException">From every member: <c>STORE_DAMAGED</c> (the content is not what this library wrote; it is never recreated), <c>STORE_VERSION</c> (a newer library wrote it).</exception>
/// <exception cref="IOException">From every member: the store cannot be reached or written (full disk, read-only folder, a server that does not answer, another writer that does not end).</exception>
public interface IOnboardingStore : ISuppressionStore, ILedger, IRemovalStore;
