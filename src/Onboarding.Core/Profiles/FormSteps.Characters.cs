using System.Buffers;
using System.Text;

namespace Onboarding.Profiles;

internal static partial class FormSteps
{
    private static class Characters
    {
        public static readonly SearchValues<byte> Spaces = SearchValues.Create("\t\n\v\f\r "u8);

        public static readonly SearchValues<byte> Punctuation = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"u8);

        public static readonly SearchValues<byte> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789"u8);

        public static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

        public static readonly SearchValues<byte> AddressCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.@-"u8);

        public static readonly SearchValues<byte> AllButDot = SearchValues.Create([.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => b != '.')]);

        public static readonly byte[][] Titles = ["mr."u8.ToArray(), "mrs."u8.ToArray(), "ms."u8.ToArray(), "dr."u8.ToArray()];

        public static readonly byte[][] Suffixes = [.. "jr. sr. 2nd 3rd ii iii iv v vi cpa dc dds vm jd md phd".Split(' ').Select(Encoding.ASCII.GetBytes)];
    }
}
