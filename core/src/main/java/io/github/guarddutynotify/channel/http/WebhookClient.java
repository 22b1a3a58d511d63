package io.github.guarddutynotify.channel.http;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to a webhook whose URL is a secret: one request a call, in time, and the URL in no text.
 *
 * <ul>
 *   <li>https only; plain http is for the loopback interface
 *   <li>redirects are not followed: the URL is a secret, and its host is the one that it was given to
 *   <li>certificates and host names are verified, always
 *   <li>at most 64 KiB of an answer are read
 * </ul>
 *
 * <p>Safe for use by many threads. There is nothing to close: the JDK's client ends with its last reference, and its
 * threads are daemons.
 */
public final class WebhookClient {
    /** What a token consists of: nothing that ends a header, and nothing that the JDK would quote when it refuses it. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");

    private final Secret url;
    private final String key;
    private final @Nullable Secret token;
    private final @Nullable InetSocketAddress proxy;
    private final @Nullable SSLContext tls;
    private volatile @Nullable HttpClient own;

    private WebhookClient(Secret url, String key, @Nullable Secret token, DestinationConfig config) {
        this.url = url;
        this.key = key;
        this.token = token;
        this.proxy = config.proxy().orElse(null);
        this.tls = config.tls().orElse(null);
    }

    /**
     * A client for the URL of a setting; that it is missing or malformed becomes a problem of the configuration.
     *
     * @param config the destination
     * @param key the setting that holds the URL
     * @return the client
     */
    public static WebhookClient to(DestinationConfig config, String key) {
        return client(config, key, config.settings().secret(key), null);
    }

    /**
     * A client for a URL that everybody knows, at which a token in the Authorization header ({@code Bearer …}) says who
     * asks; that either is malformed becomes a problem of the configuration.
     *
     * @param config the destination
     * @param key the setting that the URL comes from
     * @param url the URL
     * @param tokenKey the setting that holds the token, which is a secret and must be there
     * @return the client
     */
    public static WebhookClient withToken(DestinationConfig config, String key, String url, String tokenKey) {
        Secret token = config.settings().secret(tokenKey);
        token.known()
                .filter(text -> !text.isEmpty() && !TOKEN.matcher(text).matches())
                .ifPresent(text -> config.settings()
                        .problem(tokenKey, "is no token; copy it again, without blanks and line ends"));
        return client(config, key, Secret.of(url), token);
    }

    private static WebhookClient client(DestinationConfig config, String key, Secret url, @Nullable Secret token) {
        url.known()
                .filter(text -> !text.isEmpty())
                .flatMap(WebhookUrl::fault)
                .ifPresent(fault -> config.settings().problem(key, fault));
        return new WebhookClient(url, key, token, config);
    }

    /**
     * Posts a body.
     *
     * @param json the body
     * @param delivery gives the time that the request and its answer may take
     * @return the answer, 200 to 599
     * @throws IOException if the far end could not be asked, did not answer in time or not in HTTP; its message never
     *     holds the URL
     * @throws InterruptedException if the thread was interrupted; the request is given up
     */
    public WebhookResponse post(String json, Delivery delivery) throws IOException, InterruptedException {
        return post(json, "", delivery.timeLeft());
    }

    /**
     * Posts a body with further query parameters.
     *
     * @param json the body
     * @param query the parameters as {@code name=value&…}, encoded already; put behind those that the URL has
     * @param limit how long the request and its answer may take
     * @return the answer, 200 to 599
     * @throws IOException as {@link #post(String, Delivery)} does
     * @throws InterruptedException as {@link #post(String, Delivery)} does
     */
    public WebhookResponse post(String json, String query, Duration limit) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target(query))
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("User-Agent", "guardduty-notify")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        if (token != null) {
            request.header("Authorization", "Bearer " + revealed(token));
        }
        HttpResponse<String> response = answer(request.build(), limit);
        int status = response.statusCode();
        if (status < 200 || status > 599) {
            throw new IOException("the far end answered with HTTP status " + status + ", which ends nothing");
        }
        return new WebhookResponse(
                status, response.body(), RetryAfter.of(response.headers()).orElse(null));
    }

    private URI target(String query) throws IOException {
        return WebhookUrl.parse(url.reveal(), query)
                .orElseThrow(() -> new IOException("the setting " + key + " holds no https URL at this moment"));
    }

    private static String revealed(Secret token) throws IOException {
        String value = token.reveal();
        if (!TOKEN.matcher(value).matches()) {
            throw new IOException("the setting that should hold a token holds none at this moment");
        }
        return value;
    }

    /**
     * Waits for the whole answer. The request's own timeout ends at the headers (JDK-8208693, fixed in 26), so the body
     * is waited for here, and what is not awaited any more is cancelled.
     */
    private HttpResponse<String> answer(HttpRequest request, Duration limit) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client().sendAsync(request, headers -> new CappedBody());
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new InterruptedIOException("no answer in time");
        } catch (ExecutionException failed) {
            throw HttpFailure.of(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpClient client() {
        if (proxy == null && tls == null) {
            return Shared.CLIENT;
        }
        HttpClient client = own;
        if (client == null) {
            synchronized (this) {
                client = own;
                if (client == null) {
                    client = newClient();
                    own = client;
                }
            }
        }
        return client;
    }

    private HttpClient newClient() {
        HttpClient.Builder builder = plainClient();
        if (proxy != null) {
            builder.proxy(ProxySelector.of(proxy));
        }
        if (tls != null) {
            builder.sslContext(tls);
        }
        return builder.build();
    }

    private static HttpClient.Builder plainClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
    }

    /** Built when first used, one for the JVM's life: before Java 21 a client can't be closed. */
    private static final class Shared {
        static final HttpClient CLIENT = plainClient().build();
    }

    /** Names nothing: the URL is a secret. */
    @Override
    public String toString() {
        return "WebhookClient[" + key + "]";
    }
}
