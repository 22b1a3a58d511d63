package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One GuardDuty finding: the facts that nearly every finding has, and the whole document behind them.
 *
 * <p>Only {@link #type()} is sure to be in the document. Everything that comes from it is untrusted: an intruder may have
 * chosen user agents, domains, names, tags and command lines. {@link io.github.guarddutynotify.notification.PlainText}
 * and the channels make such text harmless, so hand it on as it is.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Finding {
    private final JsonValue document;
    private final JsonValue envelope;
    private final byte[] original;
    private final FindingType type;
    private final String id;

    Finding(JsonValue document, JsonValue envelope, byte[] original) {
        this.document = document;
        this.envelope = envelope;
        this.original = original;
        this.type = FindingType.of(document.member("type").text().orElse(""));
        this.id = present(document, "id").orElseGet(() -> DerivedId.of(document));
    }

    private static Optional<String> present(JsonValue object, String name) {
        return object.member(name).text().filter(text -> !text.isBlank());
    }

    /**
     * The finding's id, the same from its first event to its last.
     *
     * @return GuardDuty's id; where the document has none, one derived from its ARN or its stable fields
     */
    public String id() {
        return id;
    }

    /**
     * The finding's type.
     *
     * @return the type, never blank
     */
    public FindingType type() {
        return type;
    }

    /**
     * How bad the finding is.
     *
     * @return the band; {@link Severity#UNKNOWN} where the document has no number
     */
    public Severity severity() {
        return Severity.of(severityScore().orElse(Double.NaN));
    }

    /**
     * The number behind the severity.
     *
     * @return GuardDuty's number, as a rule from 1.0 to 10.0
     */
    public OptionalDouble severityScore() {
        return document.member("severity").number();
    }

    /**
     * The account that has the finding: the member's, not that of an administrator on whose bus the event came.
     *
     * @return the twelve digits, as the document has them
     */
    public Optional<String> accountId() {
        return present(document, "accountId").or(() -> present(envelope, "account"));
    }

    /**
     * The region that the finding speaks of.
     *
     * @return the region, such as {@code eu-west-1}
     */
    public Optional<String> region() {
        return present(document, "region").or(() -> present(envelope, "region"));
    }

    /**
     * The AWS partition: what the document says, else the ARN's, else by the region's prefix.
     *
     * @return the partition, such as {@code aws} or {@code aws-us-gov}; empty where nothing tells it
     */
    public Optional<String> partition() {
        return present(document, "partition")
                .or(this::partitionOfArn)
                .or(() -> region().map(Finding::partitionOfRegion));
    }

    private Optional<String> partitionOfArn() {
        return text("/arn")
                .map(arn -> arn.split(":", 3))
                .filter(parts -> parts.length == 3 && parts[0].equals("arn") && !parts[1].isBlank())
                .map(parts -> parts[1]);
    }

    /** By the region patterns of botocore's partitions.json. */
    private static String partitionOfRegion(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        if (region.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        if (region.startsWith("eusc-")) {
            return "aws-eusc";
        }
        String iso = region.replaceFirst("^(?:us|eu)-(iso[bef]?)-.*$", "$1");
        return switch (iso) {
            case "iso" -> "aws-iso";
            case "isob", "isoe", "isof" -> "aws-iso-" + iso.charAt(3);
            default -> "aws";
        };
    }

    /**
     * GuardDuty's one line about the finding.
     *
     * @return the title; the type where there is none
     */
    public String title() {
        return present(document, "title").orElse(type.text());
    }

    /**
     * GuardDuty's sentences about the finding.
     *
     * @return the description
     */
    public Optional<String> description() {
        return present(document, "description");
    }

    /**
     * The kind of resource affected, in GuardDuty's spelling.
     *
     * @return such as {@code Instance} or {@code S3Bucket}
     */
    public Optional<String> resourceType() {
        return text("/resource/resourceType").filter(text -> !text.isBlank());
    }

    /**
     * How often it was observed; the first event of a finding may already count several.
     *
     * @return the count, at least 1
     */
    public long count() {
        return Math.max(1, (long) document.at("/service/count").number().orElse(1));
    }

    /**
     * When it was first observed.
     *
     * @return the time; when the finding was created where the document does not say
     */
    public Optional<Instant> firstSeen() {
        return time("/service/eventFirstSeen").or(() -> time("/createdAt"));
    }

    /**
     * When it was last observed.
     *
     * @return the time; when the finding was updated where the document does not say
     */
    public Optional<Instant> lastSeen() {
        return time("/service/eventLastSeen").or(this::updatedAt);
    }

    /**
     * When GuardDuty last changed the finding; this orders its updates.
     *
     * @return the time
     */
    public Optional<Instant> updatedAt() {
        return time("/updatedAt");
    }

    /**
     * Whether someone archived the finding.
     *
     * @return true if the document says so
     */
    public boolean isArchived() {
        return document.at("/service/archived").isTrue();
    }

    /**
     * Whether this is one of GuardDuty's sample findings.
     *
     * @return true if the document says so, in the spelling of events or of the API
     */
    public boolean isSample() {
        JsonValue info = document.at("/service/additionalInfo");
        return info.member("sample").isTrue()
                || info.member("value").text().map(Finding::saysSample).orElse(false);
    }

    /** The API packs the same object into a string. */
    private static boolean saysSample(String value) {
        if (!value.contains("\"sample\"")) {
            return false;
        }
        try {
            return JsonValue.parse(value).member("sample").isTrue();
        } catch (JsonSyntaxException notPacked) {
            return false;
        }
    }

    /**
     * The first scalar that a pointer reaches.
     *
     * @param pointer steps from the finding's top in EventBridge's camelCase, such as {@code
     *     /service/action/actionType}; {@code *} stands for any element or member
     * @return its text; empty where there is none, or {@code null}
     * @throws IllegalArgumentException if the pointer is neither empty nor begins with {@code /}
     */
    public Optional<String> text(String pointer) {
        return document.all(pointer).stream()
                .map(JsonValue::text)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * All scalars that a pointer reaches, in the document's order.
     *
     * @param pointer as for {@link #text(String)}
     * @return their texts
     * @throws IllegalArgumentException as {@link #text(String)} does
     */
    public List<String> texts(String pointer) {
        return document.all(pointer).stream()
                .map(JsonValue::text)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The first time that a pointer reaches, in any spelling that findings carry: ISO 8601, or seconds or milliseconds
     * since 1970.
     *
     * @param pointer as for {@link #text(String)}
     * @return the time; empty where there is none
     * @throws IllegalArgumentException as {@link #text(String)} does
     */
    public Optional<Instant> time(String pointer) {
        return text(pointer).flatMap(Timestamps::parse);
    }

    /**
     * The whole finding, for what text alone does not tell.
     *
     * @return the document, member names in camelCase
     */
    public JsonValue document() {
        return document;
    }

    /**
     * What was received, to the byte.
     *
     * @return a copy of the bytes; UTF-8 of the text where text was given
     */
    public byte[] original() {
        return original.clone();
    }

    /** Names the finding without its text. */
    @Override
    public String toString() {
        return "Finding[" + severity() + (type.isWellFormed() ? ", " + type : "") + "]";
    }
}
