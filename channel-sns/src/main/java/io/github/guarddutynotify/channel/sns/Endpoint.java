package io.github.guarddutynotify.channel.sns;

import java.net.URI;
import java.util.Set;

/** The address of an emulator or of a VPC endpoint, in place of AWS's own. */
final class Endpoint {
    static final String FORM = "an address such as https://HOST:PORT (plain http is for the loopback interface only)";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Endpoint() {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is not https, or http on loopback, or has more than a host and a port
     */
    static URI parse(String text) {
        URI uri = URI.create(text);
        boolean isAddress = uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        boolean isSafe = "https".equalsIgnoreCase(uri.getScheme())
                || ("http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
        if (!isAddress || !isSafe) {
            throw new IllegalArgumentException("not a safe address");
        }
        return uri;
    }
}
