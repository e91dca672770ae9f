using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Support;

/// <summary>A part of a member: its kind, the number that its suppression token is made of, and what was sent.</summary>
internal sealed record RunPart(byte Kind, int Suppression, byte[] Sent)
{
    public Token Token => new(SHA256.HashData(BitConverter.GetBytes(Suppression)));

    public UInt128 Prefix => PrefixOf(Suppression);

    /// <summary>Sent as the party token of a number.</summary>
    public static RunPart As(byte kind, int suppression, int party) => new(kind, suppression, PartyToken(party));

    public static RunPart NotSent(byte kind, int suppression) => new(kind, suppression, []);

    public static byte[] PartyToken(int party) => SHA256.HashData(BitConverter.GetBytes(~party));

    public static UInt128 PrefixOf(int suppression) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(BitConverter.GetBytes(suppression)));

    public override string ToString() => $"{Kind}:{Suppression}:{Convert.ToHexString(Sent)}";
}

/// <summary>Member files in a folder of their own, under a suppression key of 32 bytes 0 to 31.</summary>
internal sealed class RunMemberFiles : IDisposable
{
    private readonly RunFolder _folder = new();

    public static byte[] KeyBytes => [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public KeyCard Key { get; } = CreateKey(KeyBytes);

    public string Folder => _folder["members"];

    public string this[string output] => MemberFile.PathOf(Folder, output);

    public static KeyCard CreateKey(byte[] bytes) => new("shop-suppression", KeyType.Suppression, Domain.Suppression("shop"), new KeyMaterial(bytes), new DateOnly(2026, 1, 1), null, isDemo: false);

    public MemberFile.Writer Create(string output) => new(this[output], Key);

    public void Write(string output, params IEnumerable<RunPart[]> members)
    {
        using var writer = Create(output);
        foreach (var member in members)
        {
            foreach (var part in member)
            {
                writer.Add(part.Kind, part.Token, part.Sent);
            }

            writer.End();
        }

        writer.Complete();
    }

    public MemberFile.Reader Open(string output, KeyCard? key = null) => new(this[output], key ?? Key);

    /// <summary>All members as text, with their positions.</summary>
    public List<(long Position, string Member)> ReadAll(string output)
    {
        using var reader = Open(output);
        var members = new List<(long, string)>();
        reader.ReadAll(member => members.Add((member.Position, Text(member))));
        return members;
    }

    public static string Text(Member member)
    {
        var parts = new List<string>();
        foreach (var part in member)
        {
            parts.Add($"{part.Kind}:{part.Prefix:x32}:{Convert.ToHexString(part.Sent)}");
        }

        return string.Join(' ', parts);
    }

    public static string Text(IEnumerable<RunPart> parts) => string.Join(' ', parts.Select(p => $"{p.Kind}:{p.Prefix:x32}:{Convert.ToHexString(p.Sent)}"));

    public void Dispose()
    {
        Key.Dispose();
        _folder.Dispose();
    }
}
