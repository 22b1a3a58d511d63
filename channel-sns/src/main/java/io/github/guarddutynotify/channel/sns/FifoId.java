package io.github.guarddutynotify.channel.sns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A message group or deduplication id of a FIFO topic: 1 to 128 letters, digits and punctuation marks. See <a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
 */
final class FifoId {
    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private FifoId() {}

    /** The key itself if it may stand so, else a hash of it: the same key always gives the same id. */
    static String of(String key) {
        return ALLOWED.matcher(key).matches() ? key : hash(key);
    }

    private static String hash(String key) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException noSha) {
            throw new IllegalStateException("every JDK has SHA-256", noSha);
        }
    }
}
