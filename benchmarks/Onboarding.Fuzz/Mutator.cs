using System.Text;

namespace Onboarding.Fuzz;

/// <summary>Random and mutated byte strings from a seeded generator.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "anna.jansen", "ANNA", "+shop", "@", "example.com", "example.nl", "gmail.com", "googlemail.com", "mailto:", "MAILTO:", " ", "\t", "\r\n", "\u00A0", "\u200B", "\uFEFF", "\u00AD", "\u3000", "\u180E",
            "xn--bcher-kva", "b\u00FCcher", "\u0130", "\u0131", "\u212A", "-", ".", "..", "--", "'", "\"", "=", "#N/A", "3.16E+10", "+31", "0031", "00", "06", "(0)", "11223344", "020 1234567", "ext. 5", ";ext=5",
            "tel:", ";phone-context=+31", "1-800-FLOWERS", "\uFF0B", "\uFF10\uFF16", "\u0660\u0661\u0662", "123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000", "{", "}", ",", ";", "|", "/", "\0", "\u0001", "C-1001",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly Random _random = new(seed);

    public int Next(int max) => _random.Next(max);

    public int Fill(Span<byte> buffer)
    {
        var length = 0;
        var pieces = _random.Next(8) + 1;
        for (var i = 0; i < pieces; i++)
        {
            var piece = _random.Next(10) == 0 ? RandomBytes() : s_pieces[_random.Next(s_pieces.Length)];
            var repeats = _random.Next(60) == 0 ? _random.Next(40) : 1;
            for (var r = 0; r < repeats && length + piece.Length <= buffer.Length; r++)
            {
                piece.CopyTo(buffer[length..]);
                length += piece.Length;
            }
        }

        if (length > 0 && _random.Next(4) == 0)
        {
            buffer[_random.Next(length)] = (byte)_random.Next(256);
        }

        return _random.Next(20) == 0 ? _random.Next(length + 1) : length;
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[_random.Next(12)];
        _random.NextBytes(bytes);
        return bytes;
    }
}
