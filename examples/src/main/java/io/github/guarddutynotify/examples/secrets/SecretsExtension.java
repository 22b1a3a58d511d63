package io.github.guarddutynotify.examples.secrets;

import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the AWS Parameters and Secrets Lambda extension, a layer of the function that answers on its own host.
 *
 * <ul>
 *   <li><code>${secretsmanager:NAME}</code> is a secret's text, by name or ARN; <code>${secretsmanager:NAME#KEY}</code> the
 *       member of one that is JSON
 *   <li><code>${ssm:NAME}</code> is a parameter's value, decrypted; <code>${ssm:NAME#KEY}</code> likewise
 * </ul>
 *
 * <p>What it gave is kept for a minute, and asked anew once a far end refuses it. The extension keeps it too, for five
 * minutes unless told otherwise: {@code PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED=false} has it leave that to us, so that a
 * rotated secret counts at once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html">Secrets in Lambda
 *     functions</a>
 */
public final class SecretsExtension {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsExtension.class);
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** The extension's own end answers at once, but it may have to ask AWS first. */
    private static final int TIMEOUT_MILLIS = 5_000;

    /** AWS allows a secret of 64 KiB. */
    private static final int MOST_BYTES = 1 << 20;

    private final String base;
    private final String token;

    private SecretsExtension(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * Makes a reader know <code>${secretsmanager:…}</code> and <code>${ssm:…}</code>; nothing is asked yet.
     *
     * @param reader the reader
     * @param environment the function's, for the extension's port and token
     * @param clock tells how long a value has been kept
     * @return the new reader
     */
    public static NotifierConfig.Reader known(
            NotifierConfig.Reader reader, Map<String, String> environment, InstantSource clock) {
        SecretsExtension extension = new SecretsExtension(
                "http://localhost:" + environment.getOrDefault("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", "2773"),
                environment.getOrDefault("AWS_SESSION_TOKEN", ""));
        return reader.resolver("secretsmanager", new KeptSecrets(extension::secret, KEPT, clock))
                .resolver("ssm", new KeptSecrets(extension::parameter, KEPT, clock));
    }

    private String secret(String name) {
        return text("secretsmanager", "/secretsmanager/get?secretId=" + encoded(name), "/SecretString");
    }

    private String parameter(String name) {
        return text(
                "ssm", "/systemsmanager/parameters/get?withDecryption=true&name=" + encoded(name), "/Parameter/Value");
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private String text(String scheme, String query, String pointer) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(base + query).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("X-Aws-Parameters-Secrets-Token", token);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                LOG.warn(
                        "the AWS Parameters and Secrets extension answered {} to a request for {}; check the name, and that"
                                + " the function's role may read it and decrypt it",
                        status,
                        scheme);
                throw new IllegalStateException("HTTP " + status);
            }
            try (InputStream body = connection.getInputStream()) {
                return JsonValue.parse(body.readNBytes(MOST_BYTES))
                        .at(pointer)
                        .text()
                        .orElseThrow(() -> new IllegalStateException("no text"));
            }
        } catch (IOException unreachable) {
            LOG.warn(
                    "the AWS Parameters and Secrets extension does not answer ({}); add its layer to the function",
                    unreachable.getClass().getName());
            throw new UncheckedIOException(unreachable);
        } catch (JsonSyntaxException malformed) {
            throw new IllegalStateException("no JSON", malformed);
        }
    }
}
