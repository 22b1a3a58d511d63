package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.Settings;
import java.util.Locale;
import java.util.Optional;

/**
 * Who we are to a mail server.
 *
 * @param username the name
 * @param secret the password or the OAuth access token
 * @param mechanisms the ways to log in that may be used, as SASL names them, the best first
 */
record Login(String username, Secret secret, String mechanisms) {
    private static final String BY_PASSWORD = "PLAIN LOGIN";
    private static final String BY_TOKEN = "XOAUTH2";

    /** The three ways; others are out of use, or need more than a name and a secret. */
    private enum Mechanism {
        PLAIN,
        LOGIN,
        XOAUTH2;

        private static Mechanism parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    static Optional<Login> read(Settings settings) {
        Optional<String> username = settings.optionalText("username");
        Optional<Secret> password = settings.optionalSecret("password");
        Optional<Secret> token = settings.optionalSecret("accessToken");
        Optional<Mechanism> chosen = settings.parsed("auth", Mechanism::parse, "PLAIN, LOGIN or XOAUTH2");
        if (password.isPresent() && token.isPresent()) {
            settings.problem("accessToken", "stands beside a password; keep one of the two");
        }
        if (username.isPresent() && password.isEmpty() && token.isEmpty()) {
            settings.problem("password", "is missing beside username; set it, or accessToken, or leave username out");
        }
        if (username.isEmpty() && (password.isPresent() || token.isPresent())) {
            settings.problem("username", "is missing beside " + (password.isPresent() ? "password" : "accessToken"));
        }
        if (chosen.isPresent() && username.isEmpty()) {
            settings.problem("auth", "says how to log in, but there is no username");
        }
        checkFit(settings, chosen, token.isPresent());
        String mechanisms = chosen.map(Mechanism::name).orElse(token.isPresent() ? BY_TOKEN : BY_PASSWORD);
        return username.flatMap(name -> token.or(() -> password).map(secret -> new Login(name, secret, mechanisms)));
    }

    private static void checkFit(Settings settings, Optional<Mechanism> chosen, boolean byToken) {
        chosen.filter(mechanism -> (mechanism == Mechanism.XOAUTH2) != byToken).ifPresent(mechanism -> {
            String wanted = mechanism == Mechanism.XOAUTH2 ? "accessToken" : "password";
            settings.problem("auth", mechanism + " needs " + wanted + "; set that, or leave auth out");
        });
    }

    boolean isByToken() {
        return mechanisms.equals(BY_TOKEN);
    }

    /** Hides who we are. */
    @Override
    public String toString() {
        return "Login[hidden]";
    }
}
