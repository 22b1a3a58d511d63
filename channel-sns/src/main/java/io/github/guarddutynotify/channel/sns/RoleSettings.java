package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The role that a destination assumes to publish; see <a
 * href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>.
 *
 * @param arn the role's ARN
 * @param externalId what the role's owner agreed on with us, best known to nobody else; {@code null} for none
 * @param sessionName our name in the owner's trail
 * @param endpoint where STS is, for an emulator or a VPC endpoint; {@code null} for AWS's own
 */
record RoleSettings(
        String arn,
        @Nullable Secret externalId,
        String sessionName,
        @Nullable URI endpoint) {
    private static final String ROLE_ARN = "roleArn";
    private static final String EXTERNAL_ID = "externalId";
    private static final String SESSION_NAME = "sessionName";
    private static final String STS_ENDPOINT = "stsEndpoint";
    private static final String DEFAULT_SESSION_NAME = "guardduty-notify";
    private static final String STS_CLIENT = "software.amazon.awssdk.services.sts.StsClient";

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]{0,20}:iam::[0-9]{12}:role/[\\x21-\\x7E]{1,1600}");
    private static final Pattern EXTERNAL_IDS = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");
    private static final Pattern SESSION_NAMES = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

    /** Reads the settings; empty where no role is to be assumed, or where a problem says why not. */
    static Optional<RoleSettings> read(Settings settings) {
        String arn = settings.parsed(
                        ROLE_ARN,
                        matching(ARN),
                        "a role's ARN, such as arn:aws:iam::111122223333:role/guardduty-notify")
                .orElse(null);
        Secret externalId = externalId(settings).orElse(null);
        String sessionName = settings.parsed(
                        SESSION_NAME, matching(SESSION_NAMES), "2 to 64 letters, digits or any of _+=,.@-")
                .orElse(null);
        URI endpoint = Endpoint.read(settings, STS_ENDPOINT).orElse(null);
        Credentials.needs(settings, EXTERNAL_ID, externalId, ROLE_ARN, arn);
        Credentials.needs(settings, SESSION_NAME, sessionName, ROLE_ARN, arn);
        Credentials.needs(settings, STS_ENDPOINT, endpoint, ROLE_ARN, arn);
        if (arn == null) {
            return Optional.empty();
        }
        if (!isStsPresent()) {
            settings.problem(ROLE_ARN, "needs software.amazon.awssdk:sts, which is not on the class path; add it");
            return Optional.empty();
        }
        String name = sessionName == null ? DEFAULT_SESSION_NAME : sessionName;
        return Optional.of(new RoleSettings(arn, externalId, name, endpoint));
    }

    /** A problem does not repeat it. */
    private static Optional<Secret> externalId(Settings settings) {
        Optional<Secret> id = settings.optionalSecret(EXTERNAL_ID);
        boolean isMalformed = id.flatMap(Secret::known)
                .filter(text -> !EXTERNAL_IDS.matcher(text).matches())
                .isPresent();
        if (isMalformed) {
            settings.problem(EXTERNAL_ID, "is none; expected 2 to 1,224 letters, digits or any of _+=,.@:/-");
        }
        return isMalformed ? Optional.empty() : id;
    }

    private static UnaryOperator<String> matching(Pattern pattern) {
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException("not of the form " + pattern);
            }
            return text;
        };
    }

    /** An optional dependency: only those who assume a role need it. */
    private static boolean isStsPresent() {
        try {
            Class.forName(STS_CLIENT, false, RoleSettings.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
