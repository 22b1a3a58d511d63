package io.github.guarddutynotify.examples.secrets;

import io.github.guarddutynotify.config.SecretResolver;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Keeps what a vault gave for a while, and picks members of secrets that are JSON: {@code NAME#KEY}. A failure is not kept.
 *
 * <p>Safe for use by many threads; two that ask at once may both ask the vault.
 */
final class KeptSecrets implements SecretResolver {
    private final UnaryOperator<String> vault;
    private final Duration keep;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /**
     * Keeps a vault's answers.
     *
     * @param vault gives the text of a name
     * @param keep for how long
     * @param clock tells the time
     */
    KeptSecrets(UnaryOperator<String> vault, Duration keep, InstantSource clock) {
        this.vault = vault;
        this.keep = keep;
        this.clock = clock;
    }

    private record Kept(String text, Instant until) {}

    @Override
    public String apply(String reference) {
        int hash = reference.indexOf('#');
        String text = text(hash < 0 ? reference : reference.substring(0, hash));
        return hash < 0 ? text : member(text, reference.substring(hash + 1));
    }

    private String text(String name) {
        Kept known = kept.get(name);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.text();
        }
        String text = vault.apply(name);
        kept.put(name, new Kept(text, clock.instant().plus(keep)));
        return text;
    }

    private static String member(String json, String key) {
        try {
            return JsonValue.parse(json)
                    .member(key)
                    .text()
                    .orElseThrow(() -> new IllegalStateException("the secret has no such member"));
        } catch (JsonSyntaxException malformed) {
            throw new IllegalStateException("the secret is no JSON object"); // its text stays out of the cause, too
        }
    }

    @Override
    public void forget() {
        kept.clear();
    }
}
