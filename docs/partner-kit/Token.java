import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Onboarding contracts, version 1: keyed tokens with JDK 17 alone. The rules are in ../contracts-v1.md.
 *
 * <pre>
 * java Token.java                          computes a published known answer
 * java Token.java CARD KIND &lt; values       one canonical value a line in, one token in hex a line out
 * </pre>
 *
 * The input is canonical already (onboarding.py makes it). Anything else is refused, because its token would never match.
 */
public class Token {
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final String EDGE = "[\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u00AD\\u1680\\u2000-\\u200D\\u2028\\u2029\\u202F\\u205F\\u2060\\u3000\\uFEFF]";
    private static final Map<String, Pattern> CANONICAL = Map.of(
        "email", Pattern.compile("(?!.*\\.[0-9]+\\z)(?!.*@googlemail\\.com\\z)(?![^@]*[.+][^@]*@gmail\\.com\\z)"
            + "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?=.{3,253}\\z)(?:" + LABEL + "\\.)+" + LABEL),
        "phone", Pattern.compile("\\+[1-9][0-9]{6,14}"),                                        // the shape only
        "maid", Pattern.compile("(?!0{8}-0{4}-0{4}-0{4}-0{12})[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        "external_id", Pattern.compile("(?!" + EDGE + ").*(?<!" + EDGE + ")", Pattern.DOTALL));

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            byte[] key = HexFormat.of().parseHex("37e8503fa279e64eda26f188be5d90044c4b7738bd800164611f27448402e8c8");
            String domain = "example-shop/example-publisher/customer-match";
            String token = hex(token(key, "email", domain, utf8("anna.jansen+shop@example.com")));
            System.out.println("check " + hex(check(key, domain)) + "\ntoken " + token);
            if (!token.equals("b268b0ace8a98beef62db24b7e41668997d453903af8a76c037e7954acc631a2")) {
                throw new IllegalStateException("differs from the published answer");
            }
        } else if (args.length == 2 && CANONICAL.containsKey(args[1])) {
            tokens(Files.readString(Path.of(args[0])), args[1]);
        } else {
            System.err.println("usage: java Token.java [CARD email|phone|maid|external_id < canonical values]");
            System.exit(2);
        }
    }

    /** HKDF-SHA256 (RFC 5869), empty salt, 32 bytes: one HMAC to extract, one to expand. */
    static byte[] k(byte[] ikm, String label, String kind, String domain) throws GeneralSecurityException {
        byte[] info = utf8(label + "\0" + kind + "\0" + domain + "\1");
        return hmac(hmac(new byte[32], ikm), info);
    }

    static byte[] token(byte[] partyKey, String kind, String domain, byte[] canonical) throws GeneralSecurityException {
        return hmac(k(partyKey, "crm-onboarding/token/v1", kind, domain), canonical);
    }

    static byte[] check(byte[] ikm, String domain) throws GeneralSecurityException {
        return java.util.Arrays.copyOf(k(ikm, "crm-onboarding/check/v1", "", domain), 8);
    }

    private static void tokens(String card, String kind) throws IOException, GeneralSecurityException {
        String domain = member(card, "domain", "[a-z0-9-]{1,64}(?:/[a-z0-9-]{1,64}){2}");
        byte[] key = HexFormat.of().parseHex(member(card, "key", "[0-9a-f]{64}"));
        member(card, "type", "party");
        if (!hex(check(key, domain)).equals(member(card, "check", "[0-9a-f]{16}"))) {
            throw new IllegalArgumentException("the check value does not fit key and domain");
        }
        byte[] derived = k(key, "crm-onboarding/token/v1", kind, domain);
        byte[] input = System.in.readAllBytes();
        StringBuilder out = new StringBuilder();
        for (int start = 0, row = 1; start < input.length; row++) {
            int end = start;
            while (end < input.length && input[end] != '\n') {
                end++;
            }
            byte[] value = java.util.Arrays.copyOfRange(input, start, end);
            String text = StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(value)).toString();
            if (value.length == 0 || value.length > 318 || kind.equals("external_id") && value.length > 256 || !CANONICAL.get(kind).matcher(text).matches()) {
                throw new IllegalArgumentException("line " + row + " is not a canonical " + kind + " (the value is not shown)");
            }
            out.append(hex(hmac(derived, value))).append('\n');
            start = end + 1;
        }
        System.out.print(out);
    }

    private static String member(String card, String name, String form) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"(" + form + ")\"").matcher(card);
        if (!found.find()) {
            throw new IllegalArgumentException("the card has no " + name + " of the right form");
        }
        return found.group(1);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
