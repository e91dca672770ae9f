using System.Text;

namespace Onboarding.Csv;

/// <summary>The decoders of <see cref="Records.SourceEncodings"/>. Nothing is registered for the process.</summary>
internal static class TextEncodings
{
    /// <summary>The decoder of a declared encoding that is not Unicode.</summary>
    /// <exception cref="ArgumentException">The name is not known.</exception>
    public static TextDecoder Create(string name) => name switch
    {
        "utf-8" => new Utf8Decoder(TextFault.None),
        "utf-16le" => new Utf16Decoder(isBigEndian: false),
        "utf-16be" => new Utf16Decoder(isBigEndian: true),
        _ => new DeclaredDecoder(new SingleByteDecoder(name, GetEncoding(name))),
    };

    private static Encoding GetEncoding(string name)
    {
        // Latin-1 is the one that the framework has outside the provider.
        return name == "iso-8859-1"
            ? Encoding.Latin1
            : CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? throw new ArgumentException("The encoding is not one of " + string.Join(", ", Records.SourceEncodings.All) + ".", nameof(name));
    }
}
