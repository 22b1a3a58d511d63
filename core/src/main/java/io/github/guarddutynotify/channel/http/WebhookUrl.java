package io.github.guarddutynotify.channel.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Checks a webhook's URL once, in words of our own: the JDK's exceptions quote the whole URL. */
final class WebhookUrl {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebhookUrl() {}

    /** What is wrong with a URL, without quoting it; empty if nothing is. */
    static Optional<String> fault(String url) {
        URI uri = uri(url);
        if (uri.getHost() == null) {
            return Optional.of(
                    "is no URL; copy the webhook's whole URL, https://… (blanks and line ends are not part of it)");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("has a login (…@) or a fragment (#…), which a webhook's URL never has; copy it again");
        }
        boolean isLoopback = LOOPBACK.contains(uri.getHost());
        boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
        boolean isLoopbackHttp = isLoopback && "http".equalsIgnoreCase(uri.getScheme());
        return isHttps || isLoopbackHttp
                ? Optional.empty()
                : Optional.of("must begin with https:// (plain http is for the loopback interface only)");
    }

    /** The URL with further query parameters; empty if it is at {@link #fault}. */
    static Optional<URI> parse(String url, String query) {
        if (fault(url).isPresent()) {
            return Optional.empty();
        }
        if (query.isEmpty()) {
            return Optional.of(uri(url));
        }
        return Optional.of(uri(url + (url.contains("?") ? "&" : "?") + query));
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException quotesTheUrl) {
            return URI.create("");
        }
    }
}
