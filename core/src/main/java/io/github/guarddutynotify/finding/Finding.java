package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    /** An id that begins so was derived by this library; GuardDuty does not know it. */
    public static final String DERIVED_ID = "derived-";

    private static final Set<String> NOTHING = Set.of("null", "undefined", "{}", "[]", "N/A");

    private static final int LONGEST_NOTHING = "undefined".length();

    private final JsonValue document;
    private final JsonValue envelope;
    private final EventKind kind;
    private final JsonValue record;
    private final byte @Nullable [] received;
    private final FindingType type;
    private final String id;

    /**
     * Makes a finding.
     *
     * @param document the finding in EventBridge's spelling
     * @param envelope the event that it came in, if any
     * @param kind the event's kind
     * @param record what stands for this finding alone in what was received
     * @param received the bytes received, if they hold this finding alone; not changed by anyone
     */
    Finding(JsonValue document, JsonValue envelope, EventKind kind, JsonValue record, byte @Nullable [] received) {
        this.document = document;
        this.envelope = envelope;
        this.kind = kind;
        this.record = record;
        this.received = received;
        this.type = FindingType.of(document.member("type").text().orElse(""));
        this.id = present(document, "id")
                .orElseGet(() -> kind == EventKind.FINDING ? DerivedId.of(document) : DerivedId.ofEvent(document));
    }

    private static Optional<String> present(JsonValue object, String name) {
        return object.member(name).text().filter(text -> !saysNothing(text));
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
     * What the event was that told of it. What is no finding has a type of our own ({@code MalwareProtection:…},
     * {@code RuntimeProtection:…}), a severity of our own and a derived id.
     *
     * @return the kind; {@link EventKind#FINDING} for what came without an event or through Security Hub
     */
    public EventKind eventKind() {
        return kind;
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
                .or(() -> text("/arn").flatMap(Partition::ofArn))
                .or(() -> region().map(Partition::ofRegion));
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
        return present(document.member("resource"), "resourceType");
    }

    /**
     * How often it was observed; the first event of a finding may already count several.
     *
     * @return the count, at least 1
     */
    public long count() {
        return Math.max(
                1, (long) document.member("service").member("count").number().orElse(1));
    }

    /**
     * When it was first observed.
     *
     * @return the time; when the finding was created where the document does not say
     */
    public Optional<Instant> firstSeen() {
        return time(document.member("service").member("eventFirstSeen")).or(() -> time(document.member("createdAt")));
    }

    /**
     * When it was last observed.
     *
     * @return the time; when the finding was updated where the document does not say
     */
    public Optional<Instant> lastSeen() {
        return time(document.member("service").member("eventLastSeen")).or(this::updatedAt);
    }

    /**
     * When GuardDuty last changed the finding; this orders its updates.
     *
     * @return the time
     */
    public Optional<Instant> updatedAt() {
        return time(document.member("updatedAt"));
    }

    /**
     * Whether someone archived the finding.
     *
     * @return true if the document says so
     */
    public boolean isArchived() {
        return document.member("service").member("archived").isTrue();
    }

    /**
     * Whether this is one of GuardDuty's sample findings.
     *
     * @return true if the document says so
     */
    public boolean isSample() {
        return document.member("service")
                .member("additionalInfo")
                .member("sample")
                .isTrue();
    }

    /**
     * The attack sequence that the finding is part of.
     *
     * @return its ARN
     */
    public Optional<String> attackSequenceArn() {
        return present(document, "associatedAttackSequenceArn");
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
        if (pointer.indexOf('*') < 0) {
            return document.at(pointer).text();
        }
        return texts(pointer).stream().findFirst();
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

    private static Optional<Instant> time(JsonValue value) {
        return value.text().flatMap(Timestamps::parse);
    }

    /**
     * Whether a text is what senders write where they have nothing to say.
     *
     * @param text the text
     * @return true for blank text, {@code null}, {@code undefined}, <code>{}</code> and the like
     */
    public static boolean saysNothing(String text) {
        return text.isBlank() || (text.length() <= LONGEST_NOTHING && NOTHING.contains(text));
    }

    /**
     * The time that a text of a finding spells; see {@link #time(String)}.
     *
     * @param text the text
     * @return the time; empty where the text is none, or lies before 1970 or after 3000
     */
    public static Optional<Instant> instantOf(String text) {
        return Timestamps.parse(text);
    }

    /**
     * The whole finding, for what text alone does not tell.
     *
     * @return the document, member names in camelCase. A finding of Security Hub has GuardDuty's members as far as they can
     *     be told and what was received in {@code securityHub} or {@code ocsf}; an event that is no finding has the members
     *     of its detail and those that it lacks ({@code type}, {@code severity}, {@code title}, {@code description})
     */
    public JsonValue document() {
        return document;
    }

    /**
     * The event that the finding came in.
     *
     * @return the event with its {@code time} and {@code resources}; absent where it came without one
     */
    public JsonValue envelope() {
        return envelope;
    }

    /**
     * What was received.
     *
     * @return the document's bytes, to the byte, where it holds this finding alone (UTF-8 of the text where text was given
     *     or the document stood within a message); else this finding's part of it, written anew
     */
    public byte[] original() {
        return received == null ? JsonWriter.write(record.toJava()).getBytes(StandardCharsets.UTF_8) : received.clone();
    }

    /** Names the finding without its text. */
    @Override
    public String toString() {
        return "Finding[" + severity() + (type.isWellFormed() ? ", " + type : "") + "]";
    }
}
