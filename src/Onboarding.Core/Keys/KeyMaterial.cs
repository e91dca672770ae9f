using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Onboarding.Keys;

/// <summary>32 secret bytes outside the managed heap, zeroed on dispose. Never a string, never in <see cref="ToString"/>.</summary>
internal sealed class KeyMaterial : SafeHandle
{
    public const int Size = 32;

    public KeyMaterial()
        : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(Marshal.AllocHGlobal(Size));
        Span.Clear();
    }

    public KeyMaterial(ReadOnlySpan<byte> bytes)
        : this()
    {
        bytes[..Size].CopyTo(Span);
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
            return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), handle), Size);
        }
    }

    public static KeyMaterial Random()
    {
        var key = new KeyMaterial();
        RandomNumberGenerator.Fill(key.Span);
        return key;
    }

    public bool FixedTimeEquals(KeyMaterial other) => CryptographicOperations.FixedTimeEquals(Span, other.Span);

    public override string ToString() => "key material";

    protected override bool ReleaseHandle()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), handle), Size));
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
