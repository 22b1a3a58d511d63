package io.github.guarddutynotify.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What code says of a destination: a channel and its settings, the same keys that a file has.
 *
 * <p>Nothing is opened or checked here; that happens, with every problem at once, when the notifier is built. Immutable:
 * each {@code with…} gives a new specification. Text is taken as it is, <code>${…}</code> included.
 */
public final class DestinationSpec {
    private final Map<String, @Nullable Object> values;

    private DestinationSpec(Map<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * A destination of a channel, without any setting so far.
     *
     * @param channel the channel's name, such as {@code slack}
     * @return the specification
     */
    public static DestinationSpec of(String channel) {
        return new DestinationSpec(Map.of("channel", channel));
    }

    /**
     * The same with one more setting.
     *
     * @param key the key
     * @param value a {@link Secret}, text, number, boolean, collection or map, which are copied; other values are taken by
     *     their {@code toString()}; {@code null}, such as an environment variable that is not set, counts as left out
     * @return the new specification
     */
    public DestinationSpec with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(key, plain(value));
        return new DestinationSpec(more);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> copy = new ArrayList<>();
            elements.forEach(element -> copy.add(plain(element)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            members.forEach((name, member) -> copy.put(String.valueOf(name), plain(member)));
            return Collections.unmodifiableMap(copy);
        }
        if (value == null || value instanceof Secret || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value.toString();
    }

    /**
     * The same with another time for one attempt; {@code timeout} in a file.
     *
     * @param timeout the time, more than zero; default ten seconds
     * @return the new specification
     */
    public DestinationSpec withTimeout(Duration timeout) {
        return with("timeout", timeout);
    }

    /**
     * The same through an HTTP proxy; {@code proxy} in a file.
     *
     * @param proxy such as {@code http://proxy.example.com:3128}
     * @return the new specification
     */
    public DestinationSpec withProxy(String proxy) {
        return with("proxy", proxy);
    }

    /**
     * The same with certificate authorities of its own; {@code trustedCertificates} in a file.
     *
     * @param pem a PEM file of the authorities that are trusted instead of the JDK's
     * @return the new specification
     */
    public DestinationSpec withTrustedCertificates(Path pem) {
        return with("trustedCertificates", pem);
    }

    /**
     * The same with another rate; {@code rate} in a file.
     *
     * @param rate the most messages in a stretch of time; default as the channel's vendor documents
     * @return the new specification
     */
    public DestinationSpec withRate(Rate rate) {
        return with("rate", rate);
    }

    /**
     * The same with another bound on the messages that are under way at once; {@code concurrency} in a file.
     *
     * @param concurrency from 1 to 1000
     * @return the new specification
     */
    public DestinationSpec withConcurrency(int concurrency) {
        return with("concurrency", concurrency);
    }

    /**
     * The same with a prefix before every title; {@code prefix} in a file.
     *
     * @param prefix such as {@code [PROD]}
     * @return the new specification
     */
    public DestinationSpec withPrefix(String prefix) {
        return with("prefix", prefix);
    }

    /**
     * The same with other facts in its messages; {@code fields} in a file.
     *
     * @param omit the labels and headings of what is left out; {@code *} stands for anything
     * @param first the labels of what comes before all others, in this order
     * @return the new specification
     */
    public DestinationSpec withFields(Collection<String> omit, Collection<String> first) {
        return with("fields", Map.of("omit", omit, "first", first));
    }

    /**
     * The settings under a name, ready to be read.
     *
     * @param name the destination's name
     * @param problems where to gather what is wrong
     * @return what a channel opens
     */
    public DestinationConfig named(String name, Problems problems) {
        return new DestinationConfig(name, settings(name, problems));
    }

    /**
     * The settings under a name, for who reads keys that no channel reads.
     *
     * @param name the destination's name
     * @param problems where to gather what is wrong
     * @return the settings
     */
    public Settings settings(String name, Problems problems) {
        return new Settings("destinations." + name, values, Reading.literal(problems));
    }

    /** Lets what its secrets come from ask anew, because the far end refused what they gave. */
    public void forgetSecrets() {
        for (Object value : values.values()) {
            if (value instanceof Secret secret) {
                secret.forget();
            }
        }
    }

    /** Names the channel only: the settings may be secret. */
    @Override
    public String toString() {
        return "DestinationSpec[" + values.get("channel") + "]";
    }
}
