namespace Onboarding.Keys;

/// <summary>SHA-256 digests of keys that are public and protect nobody.</summary>
internal static class PublishedKeys
{
    public static readonly string[] Digests =
    [
        // docs/partner-kit/make_vectors.py: SHA-256("crm-onboarding published test key n"), n = 1 to 9
        "2fada244c62cd718d09a457c90ae8105832501d88abe41416bbe94ececa40a26",
        "2ad5c762b997a105b0ac23dffbbaa5160100b852f3dc69ca5ca0d2708faa6fa7",
        "84fc169f2c73e9a1edd580fe091bcf8b1a4b9cf287a1802085f50630c828bedb",
        "2ed8fe1087ea57f9ecee95a8e1a2fa43f1d3a111dc9a593832728ca7a10b44ef",
        "351866dc30cd73330ae3de5897db36a4414ff8747c26093984a52685f79b3cc9",
        "7c6ee2de991a2e2ce0f3e034f345d0990b36a05c73bdf45da9423ce7dea1d935",
        "e383b5ef4db4ad2c25b0f2e28125c5a3b2429cc578e5b4ea4fc244861572e509",
        "a2baeee5b9089c9d6620a6630aec056b5482ac3dee0b66a61c0646100a97704b",
        "b02baee04b669eced926cf2afe59b9c895d70bba3374eafd082b8fbdd2cfbce2",

        // samples/make_samples.py: SHA-256("crm-onboarding published sample key " + key id)
        "2c0427aa8d2f80e5f9ece2ca5b33c073ac6d52bdf9c7245d7b2a85606ef9fa6b",
        "7071cf2470f86c0b52f53e4a464f35747163e6693223f2ff91ad4aebb8e339a5",
        "ea21574c49220bded4b5d1d7609a113b2bec44f227018b56fd35c929b82c97d3",
        "3e36e2dd9d323835d96584f8ae2a0ddd552b03070e34af31da2cd82e5dd8f88c",

        // samples/make_small_samples.py, in the same way
        "e0aa8a83f8c68d446db1cfb6ed2c91a772220907ffbfecc49a08db8069c00978",
        "7685a3674a2185b2459890fd33618b70a2e22324e562d5d65db2191523bb3337",
        "1c82dc68c90313fa7bc6fd903553802844b46f49b07f26bc743cd10317fc52a6",
        "cdf1a12b4c03dd75dd5d3325a9594c2701ed50fbbd45774e95d72e48df26853e",
        "57091219808d8d372eb453067d79b19ad7e779e3616352678f08cfd80d2f3748",
        "e12ccee4b44c3d25d0d342aa0e12be7843aa407aa688b6db0ca9e304a68e70ee",
        "dbe083b4d93439eba914d4bc5e4269ae909acef8054c293d9e7d276c7ff22f90",
        "1025b96b377b55f7ae56dfde6fd448b55a33769e8bc53439b97787b8137a70fa",
    ];
}
