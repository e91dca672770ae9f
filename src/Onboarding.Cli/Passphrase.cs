using System.Security.Cryptography;
using System.Text;

namespace Onboarding.Cli;

/// <summary>Reads a passphrase from a file or a terminal; never from an argument, where other users of the machine could see it.</summary>
internal static class Passphrase
{
    private const int MaxLength = 1024;

    public static byte[] Read(string? file, bool confirm)
    {
        if (file is not null)
        {
            var bytes = File.ReadAllBytes(file);
            var end = bytes.AsSpan().IndexOfAny((byte)'\r', (byte)'\n');
            var passphrase = bytes.AsSpan(0, end < 0 ? bytes.Length : end).ToArray();
            CryptographicOperations.ZeroMemory(bytes);
            return passphrase;
        }

        if (Console.IsInputRedirected)
        {
            throw new ToolException("There is no terminal to ask for the passphrase: say --passphrase-file.");
        }

        var first = Ask("Passphrase: ");
        if (!confirm)
        {
            return first;
        }

        var second = Ask("Once more:  ");
        var equal = CryptographicOperations.FixedTimeEquals(first, second);
        CryptographicOperations.ZeroMemory(second);
        return equal ? first : throw new ToolException("The two passphrases differ.");
    }

    private static byte[] Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new char[MaxLength];
        var length = 0;
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                length = Math.Max(0, length - 1);
            }
            else if (key.KeyChar != '\0' && length < MaxLength)
            {
                typed[length++] = key.KeyChar;
            }
        }

        Console.Error.WriteLine();
        var bytes = Encoding.UTF8.GetBytes(typed, 0, length);
        Array.Clear(typed);
        return bytes;
    }
}
