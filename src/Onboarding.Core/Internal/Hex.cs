using System.Buffers;

namespace Onboarding.Internal;

/// <summary>Lower-case hex of tokens and digests; upper case is read but never written.</summary>
internal static class Hex
{
    public static string ToString(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>Reads exactly <c>destination.Length * 2</c> hex digits of any case.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        return utf8.Length == destination.Length * 2
            && Convert.FromHexString(utf8, destination, out var consumed, out _) == OperationStatus.Done
            && consumed == utf8.Length;
    }
}
