package io.github.guarddutynotify.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a document: turns what stands at a place into a text or a secret, and gathers what is wrong there.
 *
 * @param references what <code>${…}</code> stands for
 * @param problems where to gather what is wrong
 * @param watcher is told each key that is asked for
 */
record Reading(References references, Problems problems, Consumer<ReadKey> watcher) {

    /** Of text from code, which nobody watches. */
    static Reading literal(Problems problems) {
        return new Reading(References.LITERAL, problems, key -> {});
    }

    /**
     * The text at a place, never blank, if nothing is wrong with it. What is no secret is needed now, so a resolver that
     * fails is a problem of the configuration.
     */
    Optional<String> text(String place, @Nullable Object raw, Function<String, Optional<String>> faultOf) {
        try {
            return scalar(place, raw).map(references::resolve).filter(text -> isFaultless(place, text, faultOf));
        } catch (Secret.UnavailableException failed) {
            problems.add(place, failed.getMessage() + "; make it answer, or write the value itself here");
            return Optional.empty();
        }
    }

    Optional<Secret> secret(String place, Object raw) {
        return raw instanceof Secret secret
                ? Optional.of(secret)
                : scalar(place, raw).map(text -> secretOf(place, text));
    }

    private Secret secretOf(String place, String text) {
        if (references.isInClear(text)) {
            problems.warn(
                    place,
                    "is a secret written in clear; keep it in the environment, a file or a vault, and write ${NAME},"
                            + " ${file:PATH} or ${RESOLVER:NAME} here");
        }
        return references.isLocal(text)
                ? Secret.of(references.resolve(text))
                : Secret.from(() -> references.resolve(text), references::forget);
    }

    private Optional<String> scalar(String place, @Nullable Object raw) {
        if (!(raw instanceof String || raw instanceof Number || raw instanceof Boolean)) {
            problems.add(place, "expected a text, found " + kind(raw));
            return Optional.empty();
        }
        return Optional.of(raw.toString()).filter(text -> isFaultless(place, text, this::faultOf));
    }

    private Optional<String> faultOf(String text) {
        return text.isBlank() ? Optional.of("is empty; set it, or leave the key out") : references.fault(text);
    }

    private boolean isFaultless(String place, String text, Function<String, Optional<String>> faultOf) {
        Optional<String> fault = faultOf.apply(text);
        fault.ifPresent(message -> problems.add(place, message));
        return fault.isEmpty();
    }

    static String kind(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        if (value instanceof Secret) {
            return "a secret";
        }
        return value == null ? "null" : "a plain value";
    }
}
