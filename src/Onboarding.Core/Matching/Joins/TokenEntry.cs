using System.Runtime.InteropServices;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>A token and its number, packed into 36 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct TokenEntry(Token token, uint number)
{
    public readonly Token Token = token;
    public readonly uint Number = number;
}
