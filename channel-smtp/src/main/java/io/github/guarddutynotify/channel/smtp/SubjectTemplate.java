package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.SampleMark;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a subject with placeholders between them; a doubled brace stands for itself.
 *
 * <p>A placeholder without a value takes the words in front of it with it, so that no separator dangles.
 */
final class SubjectTemplate {
    /**
     * A reader's list cuts it far earlier. A raised severity changes this subject, and clients that compare subjects
     * (Gmail, Outlook) then begin a new conversation: which is when a person must look again.
     */
    private static final String DEFAULT = "[{severity}] {title} · {account} · {region}";

    /** No standard's limit: what a list and a lock screen show is shorter still. */
    private static final int MAX_SUBJECT = 250;

    private static final int MAX_TITLE = 200;

    private static final String KNOWN = "{severity}, {title}, {findingTitle}, {account}, {region}, {type} and {date}";

    private static final Pattern PART = Pattern.compile("\\{\\{|}}|\\{([^{}]*)}|[{}]");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private record Context(Notification notification, Instant now) {
        /** What only a notification of one finding has. */
        private String of(Function<Finding, Optional<String>> fact) {
            return findings().size() == 1
                    ? fact.apply(findings().get(0)).map(Context::inert).orElse("")
                    : "";
        }

        /** As GuardDuty wrote it, for rules that people have on it; a sample stays marked as one. */
        private String findingTitle() {
            String own = of(finding -> Optional.of(SampleMark.title(finding, "")));
            return own.isEmpty() ? inert(notification.title()) : own;
        }

        private List<Finding> findings() {
            return notification.findings();
        }

        private static String inert(String foreign) {
            return PlainText.cut(PlainText.defang(PlainText.oneLine(foreign)), MAX_TITLE);
        }
    }

    /** Words, and the placeholder behind them, if any. */
    private record Part(String words, Function<Context, Optional<String>> value) {}

    private final List<Part> parts;

    private SubjectTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static SubjectTemplate read(Settings settings) {
        return settings.parsed("subject", SubjectTemplate::parse, "one line with no other placeholders than " + KNOWN)
                .orElseGet(() -> parse(DEFAULT));
    }

    static SubjectTemplate parse(String template) {
        if (template.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("more than one line");
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        Matcher matcher = PART.matcher(template);
        int from = 0;
        while (matcher.find()) {
            words.append(template, from, matcher.start());
            from = matcher.end();
            if (matcher.group(1) != null) {
                parts.add(new Part(words.toString(), placeholder(matcher.group(1))));
                words.setLength(0);
            } else if (matcher.group().length() == 2) {
                words.append(matcher.group().charAt(0));
            } else {
                throw new IllegalArgumentException("a brace alone");
            }
        }
        String rest = words.append(template.substring(from)).toString();
        parts.add(new Part(rest, context -> Optional.of("")));
        return new SubjectTemplate(parts);
    }

    private static Function<Context, Optional<String>> placeholder(String name) {
        Function<Context, String> value = switch (name) {
            case "severity" ->
                context -> context.notification().severity().word().toUpperCase(Locale.ROOT);
            case "title" -> context -> Context.inert(context.notification().title());
            case "findingTitle" -> Context::findingTitle;
            case "account" -> context -> context.of(Finding::accountId);
            case "region" -> context -> context.of(Finding::region);
            case "type" ->
                context -> context.of(finding -> Optional.of(finding.type().text()));
            case "date" -> context -> DATE.format(context.now());
            default -> throw new IllegalArgumentException("no placeholder has this name");
        };
        return context -> Optional.of(value.apply(context)).filter(text -> !text.isEmpty());
    }

    /** The subject as one clean line that is nothing but itself, whoever wrote the title. */
    String of(Notification notification, Instant now) {
        Context context = new Context(notification, now);
        StringBuilder subject = new StringBuilder();
        for (Part part : parts) {
            part.value()
                    .apply(context)
                    .ifPresent(value -> subject.append(part.words()).append(value));
        }
        return PlainText.cut(HeaderText.inert(subject.toString()), MAX_SUBJECT);
    }
}
