package io.github.guarddutynotify.channel.smtp;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What servers say in words because no code tells it, and what a person can do about it. The words themselves are never
 * repeated: they may hold anything.
 */
enum Saying {
    /** Amazon SES says "454 Throttling failure"; others use 421, 450 or 451 and words. */
    THROTTLED("throttl|rate limit|sending rate|too many", "it wants to be asked less often"),

    /**
     * Google's {@code 534 5.7.9 Application-specific password required}; Yahoo and iCloud say it in their own words. See <a
     * href="https://support.google.com/mail/answer/5009812">Google's page</a>.
     */
    APP_PASSWORD(
            "application-specific password|app[- ]?(specific )?password|InvalidSecondFactor",
            "an app password is needed; make one in the security settings of the account and set it as password"),

    /** Google's {@code 534 5.7.9 Please log in with your web browser}, {@code 5.7.14} before. */
    BROWSER(
            "web ?browser|WebLoginRequired|\\b5\\.7\\.14\\b",
            "the provider wants a person to log in with a browser first; then an app password or accessToken"),

    /** Exchange Online's {@code 550 5.7.30} and {@code 535 5.7.139 … basic authentication is disabled}. */
    TOKEN_WANTED(
            "\\b5\\.7\\.30\\b|basic auth(entication)? is (disabled|not supported)",
            "passwords are no longer taken here; set accessToken instead of password"),

    /** Exchange Online's {@code 535 5.7.139 … SmtpClientAuthentication is disabled for the Mailbox}. */
    SMTP_AUTH_OFF(
            "SmtpClientAuthentication is disabled|smtp_auth_disabled",
            "an administrator must turn authenticated SMTP on for this mailbox"),

    /** Amazon SES's {@code 535 Authentication Credentials Invalid}, which others say too. */
    SES_CREDENTIALS(
            "Authentication Credentials Invalid",
            "check username and password; those of Amazon SES are made of an IAM key for each Region, and not the key itself"),

    /** A server that is not the recipient's own, to someone who may not send by way of it. */
    NO_RELAY(
            "relay",
            "the server passes no mail on to there for us; log in with username and password, or ask its operators");

    private final Pattern words;
    private final String advice;

    Saying(String words, String advice) {
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
        this.advice = advice;
    }

    /** All that is said in an answer. */
    static Set<Saying> in(String answer) {
        Set<Saying> said = EnumSet.noneOf(Saying.class);
        for (Saying saying : values()) {
            if (saying.words.matcher(answer).find()) {
                said.add(saying);
            }
        }
        return said;
    }

    String advice() {
        return advice;
    }

    /** Whether it is about who we are. */
    boolean isOfLogin() {
        return switch (this) {
            case APP_PASSWORD, BROWSER, TOKEN_WANTED, SMTP_AUTH_OFF, SES_CREDENTIALS -> true;
            case THROTTLED, NO_RELAY -> false;
        };
    }
}
