package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.Filter;
import io.github.guarddutynotify.routing.Filters;
import io.github.guarddutynotify.routing.SeverityBound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The set-up of the script that this handler replaces, unchanged: {@code input.json} and five environment variables.
 *
 * <p>Every finding, but for what {@code "filters": {"min_severity": 4, "excluded_types": ["Recon:EC2/*"]}} takes away, goes to each of SNS, e-mail and Google Chat that is switched on. {@code ENABLE_SNS}, {@code
 * ENABLE_EMAIL} and {@code ENABLE_CHAT} say so, {@code true} or {@code false} in any case; one that is not set counts as
 * on exactly where its settings are there. What is empty (a text, a list, an object) counts as not set. What is wrong is told in the words of this
 * set-up, all of it at once.
 */
final class ClassicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyHandler.class);
    private static final String FILE = "input.json";
    private static final String AWS = "awsCredentials";
    private static final String SMTP = "smtpCredentials";
    private static final String MAIL = "emailNotification";
    private static final String FILTERS = "filters";
    private static final String TOPIC = "SNS_TOPIC_ARN";
    private static final String WEBHOOK = "GOOGLE_CHAT_WEBHOOK";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(secretsmanager|ssm|file):[^}]+}");

    private final Map<String, String> environment;
    private final NotifierConfig.Reader reader;
    private final UnaryOperator<String> located;
    private final Problems problems = new Problems();
    private final List<ClassicDestination> destinations = new ArrayList<>();

    /**
     * A reading of one set-up.
     *
     * @param environment the environment variables
     * @param reader knows what <code>${secretsmanager:…}</code> and <code>${ssm:…}</code> in the file stand for
     * @param located where a path in the file leads to
     */
    ClassicSetup(Map<String, String> environment, NotifierConfig.Reader reader, UnaryOperator<String> located) {
        this.environment = environment;
        this.reader = reader;
        this.located = located;
    }

    /**
     * Builds the notifier of the set-up and of what code adds to it.
     *
     * @param json the text of {@code input.json}
     * @param code what is not said in the set-up, such as a ledger
     * @throws ConfigException with everything that is wrong
     */
    FindingNotifier notifier(String json, NotifierBuilder code) {
        Settings file = reader.parse(JsonWriter.write(members(json))).settings(problems);
        Settings aws = file.object(AWS);
        Settings smtp = file.object(SMTP);
        Settings mail = file.object(MAIL);
        boolean hasMail = file.keys().contains(SMTP) || file.keys().contains(MAIL);

        ifOn("ENABLE_SNS", variable(TOPIC).isPresent(), TOPIC + " is not set", () -> topic(aws), aws);
        ifOn(
                "ENABLE_EMAIL",
                hasMail,
                FILE + " has neither " + SMTP + " nor " + MAIL,
                () -> mail(smtp, mail),
                smtp,
                mail);
        ifOn("ENABLE_CHAT", variable(WEBHOOK).isPresent(), WEBHOOK + " is not set", this::space);
        Filter wanted = wanted(file.object(FILTERS));
        file.reportUnread();
        if (destinations.isEmpty()) {
            throw nothingOn();
        }
        return built(code, wanted);
    }

    /** Every finding, unless {@code filters} takes some away. */
    private static Filter wanted(Settings filters) {
        Filter severe = filters.parsed("min_severity", SeverityBound::parse, SeverityBound.FORM)
                .<Filter>map(Filter.MinSeverity::new)
                .orElse(Filters.any());
        String[] excluded = filters.texts("excluded_types").toArray(String[]::new);
        return excluded.length == 0 ? severe : severe.and(Filters.not(Filters.types(excluded)));
    }

    private ConfigException nothingOn() {
        if (problems.all().isEmpty()) {
            problem(
                    "(configuration)",
                    "nothing is switched on; set " + TOPIC + " or " + WEBHOOK + ", or fill in " + SMTP + " and " + MAIL
                            + " of " + FILE);
        }
        return new ConfigException(problems.all());
    }

    /** Adds a destination if its switch, or what is set, says so; else what was for it alone is left unread. */
    private void ifOn(String variable, boolean isSet, String lack, Runnable add, Settings... forItAlone) {
        boolean isOn = isSet;
        switch (variable(variable).map(text -> text.toLowerCase(Locale.ROOT)).orElse("")) {
            case "" -> {}
            case "true" -> {
                if (!isSet) {
                    problem(
                            environment(variable),
                            "is true, but " + lack + "; set it, or set " + variable + " to false");
                }
            }
            case "false" -> isOn = false;
            default -> problem(environment(variable), "expected true or false");
        }
        if (isOn) {
            add.run();
        } else {
            List.of(forItAlone).forEach(Settings::skipUnread);
        }
    }

    /**
     * The region is read and not passed on: the topic's ARN names the only one in which it can be published to, and that
     * is where a role is assumed, too.
     */
    private void topic(Settings aws) {
        aws.optionalText("region_name");
        Optional<String> profile = aws.optionalText("profile_name");
        Optional<String> role = aws.optionalText("role_arn");
        Optional<Secret> accessKey = aws.optionalSecret("access_key");
        Optional<Secret> secretKey = aws.optionalSecret("secret_key");
        Optional<Secret> token = aws.optionalSecret("session_token");
        ClassicDestination topic =
                new ClassicDestination("sns", "sns", AWS).with("topicArn", environment(TOPIC), variable(TOPIC));
        if (profile.isPresent()) {
            topic.with("profile", AWS + ".profile_name", profile);
        } else if (role.isPresent()) {
            topic.with("roleArn", AWS + ".role_arn", role);
        } else {
            needs(aws, "access_key", "secret_key");
            needs(aws, "secret_key", "access_key");
            needs(aws, "session_token", "access_key");
            topic.with("accessKeyId", AWS + ".access_key", accessKey)
                    .with("secretAccessKey", AWS + ".secret_key", secretKey)
                    .with("sessionToken", AWS + ".session_token", token);
        }
        destinations.add(topic);
    }

    private static void needs(Settings settings, String key, String other) {
        if (settings.keys().contains(key) && !settings.keys().contains(other)) {
            settings.problem(key, "means nothing without " + other + "; set both, or neither");
        }
    }

    private void mail(Settings smtp, Settings mail) {
        if (mail.optionalText("email_subject").isPresent()) {
            LOG.warn(
                    "{}.email_subject has no effect, and never had: the subject is made of subject_prefix, the finding's"
                            + " title and the date; leave it out",
                    MAIL);
        }
        ClassicDestination email = new ClassicDestination("email", "smtp", MAIL)
                .with("host", SMTP + ".host", smtp.optionalText("host"))
                .with("port", SMTP + ".port", smtp.optionalText("port"))
                .with("username", SMTP + ".username", smtp.optionalText("username"))
                .with("password", SMTP + ".password", smtp.optionalSecret("password"))
                .with("from", SMTP + ".from_email", smtp.optionalText("from_email"))
                .with("subject", MAIL + ".subject_prefix", subject(mail.optionalText("subject_prefix")));
        for (String recipients : List.of("to", "cc", "bcc")) {
            email.with(recipients, MAIL + "." + recipients, mail.texts(recipients));
        }
        List<String> attachments =
                mail.texts("attachments").stream().map(located).toList();
        destinations.add(email.with("attachments", MAIL + ".attachments", attachments));
    }

    /** The channel's template of the classic subject; a brace that the prefix has itself is doubled there. */
    private static String subject(Optional<String> prefix) {
        return prefix.map(text -> text.replace("{", "{{").replace("}", "}}") + " | ")
                        .orElse("") + "GuardDuty Alert | {findingTitle} | {date}";
    }

    private void space() {
        destinations.add(new ClassicDestination("chat", "gchat", environment(WEBHOOK))
                .with("webhookUrl", environment(WEBHOOK), variable(WEBHOOK).map(Secret::of)));
    }

    private FindingNotifier built(NotifierBuilder code, Filter wanted) {
        destinations.forEach(destination -> code.destination(destination.name(), destination.spec()));
        code.route(wanted, destinations.stream().map(ClassicDestination::name).toArray(String[]::new));
        try {
            FindingNotifier notifier = code.build();
            if (problems.all().isEmpty()) {
                problems.warnings().forEach(warning -> LOG.warn("{}: {}", FILE, warning));
                return notifier;
            }
            notifier.close();
        } catch (ConfigException wrong) {
            addInClassicWords(wrong.problems());
        }
        throw new ConfigException(problems.all());
    }

    /** What a destination lacks because its value was of the wrong kind is told already. */
    private void addInClassicWords(List<Problem> found) {
        List<String> told = problems.all().stream().map(Problem::path).toList();
        for (Problem problem : found) {
            String place = destinations.stream()
                    .flatMap(destination -> destination.classicPlace(problem.path()).stream())
                    .findFirst()
                    .orElse(problem.path());
            if (!told.contains(place)) {
                problem(place, problem.message());
            }
        }
    }

    private Map<String, Object> members(String json) {
        try {
            JsonValue document = JsonValue.parseCommented(json);
            if (document.isObject()) {
                return withoutEmpty((Map<?, ?>) document.toJava());
            }
            problem(FILE, "expected an object with " + AWS + ", " + SMTP + " and " + MAIL);
        } catch (JsonSyntaxException malformed) {
            problem(
                    FILE,
                    malformed.getMessage() + "; look there for a missing comma, quote or bracket, or a key set twice");
        }
        throw new ConfigException(problems.all());
    }

    /** What a template's blank texts, lists and objects leave. */
    private static Map<String, Object> withoutEmpty(Map<?, ?> map) {
        Map<String, Object> kept = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object inner = value instanceof Map<?, ?> object ? withoutEmpty(object) : literal(value);
            boolean isEmpty = inner == null
                    || (inner instanceof String text && text.isBlank())
                    || inner.equals(List.of())
                    || inner.equals(Map.of());
            if (!isEmpty) {
                kept.put(String.valueOf(key), inner);
            }
        });
        return kept;
    }

    /** The script knew no references: only a text that is one to a vault or a file, and nothing besides, is taken as such. */
    private static Object literal(Object value) {
        if (value instanceof List<?> list) {
            List<Object> literals = new ArrayList<>();
            list.forEach(element -> literals.add(literal(element)));
            return literals;
        }
        return value instanceof String text && !REFERENCE.matcher(text).matches() ? text.replace("${", "$${") : value;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String environment(String variable) {
        return variable + " (environment)";
    }

    private void problem(String path, String message) {
        problems.add(path, message);
    }
}
