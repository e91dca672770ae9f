using System.CommandLine;
using System.IO.Pipelines;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard normalize</c>: lines of standard input to a JSON object each.</summary>
internal static class NormalizeCommand
{
    private const int MaxLineLength = 1024 * 1024;

    private static readonly Option<string> s_profile = new("--profile") { Description = "The form: canonical, or that of a platform.", DefaultValueFactory = _ => ProfileForm.Canonical };

    private static readonly Option<string> s_kind = new("--kind") { Description = "A field that the profile has: email, phone, maid, external_id, first_name and so on.", Required = true };

    private static readonly Option<string?> s_key = new("--key") { Description = "Also print the token under this key; of the canonical form only." };

    private static readonly Option<string?> s_region = new("--region") { Description = "The region of phone numbers in national spelling and of postal codes: an ISO 3166-1 code or a country's English or Dutch name." };

    private static readonly Option<string?> s_dateFormat = new("--date-format") { Description = "How dates of birth are written, such as dd-MM-yyyy; yyyy-MM-dd by default." };

    private static readonly Option<string?> s_device = new("--device") { Description = "Whose device ids these are: idfa (Apple) or aaid (Google)." };

    private static readonly Option<bool> s_trace = new("--trace") { Description = "Also print each step with what it made of the value." };

    public static Command Create()
    {
        s_profile.AcceptOnlyFromAmong([.. ProfileForm.Profiles]);
        s_kind.AcceptOnlyFromAmong([.. ProfileForm.Profiles.SelectMany(ProfileForm.FieldsOf).Distinct()]);
        s_device.AcceptOnlyFromAmong("idfa", "aaid");
        var command = new Command("normalize", "Reads values from standard input, one a line, and prints a JSON object a line: the form with its hash and what the platform receives, or the reason why there is none.")
        {
            s_profile, s_kind, s_region, s_dateFormat, s_device, s_key, s_trace,
        };
        command.SetAction(NormalizeAsync);
        return command;
    }

    private static async Task<int> NormalizeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var region = PhoneRegion.None;
        if (result.GetValue(s_region) is { } name && !PhoneRegion.TryParse(System.Text.Encoding.UTF8.GetBytes(name), out region))
        {
            throw new ToolException("No region with phone numbers has this code or name.");
        }

        var form = Open(result, region);
        KeyCard? card = null;
        if (result.GetValue(s_key) is { } reference)
        {
            if (result.GetRequiredValue(s_profile) != ProfileForm.Canonical)
            {
                throw new ToolException("Tokens are of the canonical form: --key goes with --profile canonical.");
            }

            card = await new FileKeyStore(Path.Combine(Tool.FindHome(result), "keys")).OpenAsync(reference, cancellationToken).ConfigureAwait(false);
        }

        _ = IdentifierKinds.TryParse(result.GetRequiredValue(s_kind), out var kind);
        var isTraced = result.GetValue(s_trace);
        using (card)
        using (var hasher = card is null ? null : new TokenHasher(card))
        using (var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024))
        {
            var input = PipeReader.Create(Console.OpenStandardInput());
            while (true)
            {
                var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
                var consumed = WriteLines(read.Buffer, read.IsCompleted, line => WriteLine(line, form, kind, hasher, isTraced, output));
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

    private static ProfileForm Open(ParseResult result, PhoneRegion region)
    {
        var options = new ProfileFormOptions { Region = region, DateFormat = result.GetValue(s_dateFormat) ?? new ProfileFormOptions().DateFormat, Device = result.GetValue(s_device) };
        try
        {
            return new ProfileForm(result.GetRequiredValue(s_profile), result.GetRequiredValue(s_kind), options);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static SequencePosition WriteLines(ReadOnlySequence<byte> buffer, bool completed, Action<byte[]> writeLine)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            writeLine(line.ToArray());
        }

        if (completed && !reader.End)
        {
            writeLine(reader.UnreadSequence.ToArray());
            return buffer.End;
        }

        return reader.Position;
    }

    private static void WriteLine(byte[] line, ProfileForm form, IdentifierKind kind, TokenHasher? hasher, bool isTraced, Stream output)
    {
        var made = form.Make(line);
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (made.Reason != RejectionReason.None)
            {
                writer.WriteString("rejected", RejectionReasons.GetCode(made.Reason));
            }
            else
            {
                WriteForm(writer, made, form.IsBase64, kind, hasher);
            }

            if (isTraced)
            {
                WriteTrace(writer, made);
            }

            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteForm(Utf8JsonWriter writer, ProfileFormResult made, bool isBase64, IdentifierKind kind, TokenHasher? hasher)
    {
        Span<byte> digest = stackalloc byte[TokenHasher.TokenLength];
        PlatformHash.Hash(made.Form.Span, digest);
        writer.WriteString("normalized", made.Form.Span);
        writer.WriteString("sha256", Convert.ToHexStringLower(digest));
        if (isBase64)
        {
            writer.WriteString("base64", Convert.ToBase64String(digest));
        }

        if (made.Sent is not null)
        {
            writer.WriteString("sent", made.Sent);
        }

        if (hasher is not null)
        {
            hasher.Hash(kind, made.Form.Span, digest);
            writer.WriteString("token", Convert.ToHexStringLower(digest));
        }

        if (made.ReasonInRuns != RejectionReason.None)
        {
            writer.WriteString("rejectedInRuns", RejectionReasons.GetCode(made.ReasonInRuns));
        }
    }

    private static void WriteTrace(Utf8JsonWriter writer, ProfileFormResult made)
    {
        writer.WriteStartArray("trace");
        for (var i = 0; i < made.Steps.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("step", made.Steps[i].Key);
            writer.WriteString(made.Reason != RejectionReason.None && i == made.Steps.Count - 1 ? "rejected" : "result", made.Steps[i].Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
