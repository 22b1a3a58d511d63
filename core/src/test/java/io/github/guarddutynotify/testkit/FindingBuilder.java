package io.github.guarddutynotify.testkit;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a finding for a test: a type, a severity, and what else the test is about. Not safe for use by several threads.
 *
 * <p>Account {@code 111122223333}, Region {@code eu-west-1} and an id made of type and severity are there unless set.
 */
public final class FindingBuilder {
    private final Map<String, Object> detail = new LinkedHashMap<>();

    FindingBuilder(String type, double severity) {
        detail.put("schemaVersion", "2.0");
        detail.put("accountId", "111122223333");
        detail.put("region", "eu-west-1");
        detail.put("partition", "aws");
        detail.put("id", String.format("%08x%024x", type.hashCode(), Double.doubleToLongBits(severity)));
        detail.put("type", type);
        detail.put("severity", severity);
        detail.put("title", "A finding of type " + type);
    }

    /**
     * Sets the finding's id.
     *
     * @param id the id
     * @return this
     */
    public FindingBuilder id(String id) {
        return at("/id", id);
    }

    /**
     * Sets the account that has the finding.
     *
     * @param accountId twelve digits
     * @return this
     */
    public FindingBuilder account(String accountId) {
        return at("/accountId", accountId);
    }

    /**
     * Sets the Region.
     *
     * @param region such as {@code us-gov-west-1}
     * @return this
     */
    public FindingBuilder region(String region) {
        return at("/region", region);
    }

    /**
     * Sets any field.
     *
     * @param pointer where, such as {@code /resource/instanceDetails/tags/0/key}; what is missing on the way is made,
     *     a number makes a list
     * @param value a text, number, boolean, list or map; {@code null} takes the field away
     * @return this
     * @throws IllegalArgumentException if the way leads through a plain value or past the end of a list
     */
    public FindingBuilder at(String pointer, @Nullable Object value) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("a pointer begins with \"/\": " + pointer);
        }
        List<String> steps = List.of(pointer.substring(1).split("/"));
        Object place = detail;
        for (int i = 0; i + 1 < steps.size(); i++) {
            place = child(place, steps.get(i), steps.get(i + 1));
        }
        set(place, steps.get(steps.size() - 1), value);
        return this;
    }

    private static Object child(Object place, String step, String next) {
        Object found = get(place, step);
        if (found == null) {
            found = isIndex(next) ? new ArrayList<>() : new LinkedHashMap<>();
            set(place, step, found);
        }
        return found;
    }

    private static @Nullable Object get(Object place, String step) {
        if (place instanceof List<?> list) {
            int index = Integer.parseInt(step);
            return index < list.size() ? list.get(index) : null;
        }
        return members(place).get(step);
    }

    private static void set(Object place, String step, @Nullable Object value) {
        if (place instanceof List<?>) {
            @SuppressWarnings("unchecked") // made here, or a caller's
            List<Object> list = (List<Object>) place;
            int index = Integer.parseInt(step);
            if (index > list.size()) {
                throw new IllegalArgumentException("nothing stands before element " + index);
            }
            if (index < list.size()) {
                list.remove(index);
            }
            list.add(index, value);
        } else if (value == null) {
            members(place).remove(step);
        } else {
            members(place).put(step, value);
        }
    }

    @SuppressWarnings("unchecked") // made here, or a caller's
    private static Map<String, Object> members(Object place) {
        if (place instanceof Map<?, ?>) {
            return (Map<String, Object>) place;
        }
        throw new IllegalArgumentException("the pointer leads through a plain value");
    }

    private static boolean isIndex(String step) {
        return step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * The EventBridge event that carries the finding.
     *
     * @return its JSON
     */
    public String event() {
        return JsonWriter.write(JsonWriter.object(
                "version",
                "0",
                "id",
                "33333333-4444-5555-6666-777777777777",
                "detail-type",
                "GuardDuty Finding",
                "source",
                "aws.guardduty",
                "account",
                detail.getOrDefault("accountId", "111122223333"),
                "time",
                "2026-01-02T03:04:05Z",
                "region",
                detail.getOrDefault("region", "eu-west-1"),
                "resources",
                List.of(),
                "detail",
                detail));
    }

    /**
     * The finding.
     *
     * @return the finding as the reader gives it
     */
    public Finding build() {
        return FindingReader.read(event());
    }
}
