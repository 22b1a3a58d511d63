package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.config.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** The address of an emulator or of a VPC endpoint, in place of AWS's own. */
final class Endpoint {
    private static final String FORM =
            "an address such as https://HOST:PORT, without a user or a query (plain http is for"
                    + " the loopback interface only)";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Endpoint() {}

    /** Reads a setting; a problem does not repeat it, for who puts a password into an address. */
    static Optional<URI> read(Settings settings, String key) {
        Optional<String> text = settings.optionalText(key);
        Optional<URI> address = text.flatMap(Endpoint::parse);
        if (text.isPresent() && address.isEmpty()) {
            settings.problem(key, "is none; expected " + FORM);
        }
        return address;
    }

    /** Empty if it is not https, or http on loopback, or has more than a host and a port. */
    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text)).filter(Endpoint::isSafe);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isSafe(URI uri) {
        boolean isAddress = uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        return isAddress
                && ("https".equalsIgnoreCase(uri.getScheme())
                        || ("http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(uri.getHost())));
    }
}
