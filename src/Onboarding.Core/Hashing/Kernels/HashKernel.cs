namespace Onboarding.Hashing;

/// <summary>What computes the digests of a column.</summary>
internal enum HashKernel
{
    /// <summary>The reference, one by one. Never chosen.</summary>
    Scalar,

    /// <summary>The BCL, one by one.</summary>
    Bcl,

    /// <summary>Four at a time.</summary>
    Ssse3,

    /// <summary>Eight at a time.</summary>
    Avx2,

    /// <summary>Sixteen at a time.</summary>
    Avx512,
}
