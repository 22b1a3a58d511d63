package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.config.DestinationConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/**
 * How the SDK's clients reach AWS: through the destination's proxy, trusting its authorities, in one attempt, and each
 * socket for no longer than the delivery at hand may take.
 *
 * <p>The SDK gives a connection no time of its own. But it works in its caller's thread, whose {@link Exchange} knows how
 * long that is. Safe for use by many threads.
 */
final class Connections {
    private final @Nullable Proxy proxy;
    private final @Nullable SSLSocketFactory tls;
    private final SdkHttpClient http = UrlConnectionHttpClient.create(this::open);

    Connections(DestinationConfig config) {
        this.proxy = config.proxy()
                .map(address -> new Proxy(Proxy.Type.HTTP, address))
                .orElse(null);
        // One factory for all: the JDK keeps a connection open for the factory that it was made by.
        this.tls = config.tls().map(SSLContext::getSocketFactory).orElse(null);
    }

    /** A client of these connections; what profile files say of retries, endpoints and the like does not apply to it. */
    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, String region, @Nullable URI endpoint) {
        builder.httpClient(http)
                .region(Region.of(region))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new WholeAnswers())
                        .defaultProfileFile(ProfileFile.aggregator().build()));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private HttpURLConnection open(URI target) {
        try {
            URL url = target.toURL();
            URLConnection opened = proxy == null ? url.openConnection() : url.openConnection(proxy);
            if (tls != null && opened instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(tls);
            }
            Exchange exchange = Exchange.current();
            opened.setConnectTimeout(exchange.millisLeft());
            opened.setReadTimeout(exchange.millisLeft());
            HttpURLConnection connection = (HttpURLConnection) opened;
            exchange.keep(connection);
            return connection;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
