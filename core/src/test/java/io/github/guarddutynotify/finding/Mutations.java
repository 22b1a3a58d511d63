package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Documents broken on purpose, the same for the same seed. */
public final class Mutations {
    private static final List<String> VALUES = List.of(
            "null",
            "{}",
            "[]",
            "\"\"",
            "true",
            "-1",
            "1e999",
            "9".repeat(400),
            "\"null\"",
            "\"\\u0000\\u202e\\ud800\"",
            "[[[[[]]]]]",
            "{\"a\":{\"a\":{}}}",
            "\"{\\\"a\\\":1}\"",
            "\"" + "A".repeat(5000) + "\"",
            "\"arn:aws:::\"",
            "\"2026-13-45T99:99:99Z\"",
            "{\"type\":7}",
            "\"_\"",
            "\"EC2::/-.!\"");

    private final List<byte[]> seeds = new ArrayList<>();
    private final Random random;

    /** Starts a series. */
    public Mutations(long seed) {
        this.random = new Random(seed);
        Map<String, String> documents = SharedFindings.documents();
        documents.values().forEach(text -> seeds.add(text.getBytes(StandardCharsets.UTF_8)));
        for (String name : List.of("attack-sequence", "malware-volume-scan", "event-threats-found", "asff", "ocsf")) {
            seeds.add(SharedFindings.text("generated/" + name + ".json").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The next document: some bytes, some values or the end of a seed are others. */
    public byte[] next() {
        byte[] document = seeds.get(random.nextInt(seeds.size())).clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            document = switch (random.nextInt(6)) {
                case 0 -> flipped(document);
                case 1 -> Arrays.copyOf(document, random.nextInt(document.length + 1));
                case 2 -> spliced(document);
                case 3 -> wrapped(document);
                default -> withOtherValue(document);
            };
        }
        return document;
    }

    private byte[] flipped(byte[] document) {
        if (document.length > 0) {
            document[random.nextInt(document.length)] = (byte) random.nextInt(256);
        }
        return document;
    }

    private byte[] spliced(byte[] document) {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int head = random.nextInt(document.length + 1);
        int tail = random.nextInt(other.length + 1);
        byte[] spliced = Arrays.copyOf(document, head + tail);
        System.arraycopy(other, other.length - tail, spliced, head, tail);
        return spliced;
    }

    private byte[] wrapped(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        String wrapped = switch (random.nextInt(4)) {
            case 0 -> "{\"Records\":[{\"Sns\":{\"Message\":" + JsonWriter.write(text) + "}}]}";
            case 1 -> "{\"messageId\":\"1\",\"body\":" + JsonWriter.write(text) + "}";
            case 2 -> "[" + text + "," + text + "]";
            default -> text.replace("\n", "") + "\n" + text;
        };
        return wrapped.getBytes(StandardCharsets.UTF_8);
    }

    /** What follows a colon becomes another value, up to where the old one probably ended. */
    private byte[] withOtherValue(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(": ", random.nextInt(text.length() + 1));
        if (colon < 0) {
            return document;
        }
        int end = colon + 2;
        while (end < text.length() && ",\n}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return (text.substring(0, colon + 2) + value + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
