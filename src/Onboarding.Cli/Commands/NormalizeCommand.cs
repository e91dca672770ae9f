using System.CommandLine;
using System.IO.Pipelines;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard normalize</c>: lines of standard input to a JSON object each.</summary>
internal static class NormalizeCommand
{
    private const int MaxLineLength = 1024 * 1024;

    private static readonly Option<string> s_profile = new("--profile") { Description = "The form: canonical.", DefaultValueFactory = _ => "canonical" };

    private static readonly Option<string> s_kind = new("--kind") { Description = "email, phone, maid or external_id.", Required = true };

    private static readonly Option<string?> s_key = new("--key") { Description = "Also print the token under this key." };

    private static readonly Option<string?> s_region = new("--region") { Description = "The region of phone numbers in national spelling: an ISO 3166-1 code or a country's English or Dutch name." };

    public static Command Create()
    {
        s_profile.AcceptOnlyFromAmong("canonical");
        s_kind.AcceptOnlyFromAmong([.. IdentifierKinds.All.Select(IdentifierKinds.GetName)]);
        var command = new Command("normalize", "Reads identifiers from standard input, one a line, and prints a JSON object a line: the form with its hashes, or the reason why there is none.") { s_profile, s_kind, s_region, s_key };
        command.SetAction(NormalizeAsync);
        return command;
    }

    private static async Task<int> NormalizeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (!IdentifierKinds.TryParse(result.GetRequiredValue(s_kind), out var kind))
        {
            throw new ToolException("The kind is not known.");
        }

        var region = PhoneRegion.None;
        if (result.GetValue(s_region) is { } name && !PhoneRegion.TryParse(System.Text.Encoding.UTF8.GetBytes(name), out region))
        {
            throw new ToolException("No region with phone numbers has this code or name.");
        }

        KeyCard? card = null;
        if (result.GetValue(s_key) is { } reference)
        {
            card = await new FileKeyStore(Path.Combine(Tool.FindHome(result), "keys")).OpenAsync(reference, cancellationToken).ConfigureAwait(false);
        }

        using (card)
        using (var hasher = card is null ? null : new TokenHasher(card))
        using (var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024))
        {
            var input = PipeReader.Create(Console.OpenStandardInput());
            while (true)
            {
                var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
                var consumed = WriteLines(read.Buffer, read.IsCompleted, (kind, region), hasher, output);
                input.AdvanceTo(consumed, read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }

                if (read.Buffer.Slice(consumed).Length > MaxLineLength)
                {
                    throw new OnboardingException(Reasons.SourceUnreadable, $"a line of standard input is longer than {MaxLineLength} bytes");
                }
            }
        }

        return ExitCode.Done;
    }

    private static SequencePosition WriteLines(ReadOnlySequence<byte> buffer, bool completed, (IdentifierKind Kind, PhoneRegion Region) form, TokenHasher? hasher, Stream output)
    {
        var canonical = new byte[CanonicalForm.MaxLength];
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            WriteLine(line.ToArray(), canonical, form, hasher, output);
        }

        if (completed && !reader.End)
        {
            WriteLine(reader.UnreadSequence.ToArray(), canonical, form, hasher, output);
            return buffer.End;
        }

        return reader.Position;
    }

    private static void WriteLine(byte[] line, byte[] canonical, (IdentifierKind Kind, PhoneRegion Region) form, TokenHasher? hasher, Stream output)
    {
        Span<byte> digest = stackalloc byte[TokenHasher.TokenLength];
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            var reason = CanonicalForm.TryNormalize(form.Kind, line, form.Region, canonical, out var length);
            if (reason != RejectionReason.None)
            {
                writer.WriteString("rejected", RejectionReasons.GetCode(reason));
            }
            else
            {
                writer.WriteString("normalized", canonical.AsSpan(0, length));
                PlatformHash.Hash(canonical.AsSpan(0, length), digest);
                writer.WriteString("sha256", Convert.ToHexStringLower(digest));
                if (hasher is not null)
                {
                    hasher.Hash(form.Kind, canonical.AsSpan(0, length), digest);
                    writer.WriteString("token", Convert.ToHexStringLower(digest));
                }
            }

            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
