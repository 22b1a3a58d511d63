package io.github.guarddutynotify;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.net.URI;
import java.util.Optional;

/** Reads what a configuration says of messages: {@code "notification": { … }}. */
final class NotificationSettings {
    private NotificationSettings() {}

    static void apply(Settings settings, NotificationComposer.Builder composer) {
        Settings names = settings.object("accountNames");
        for (String account : names.keys()) {
            names.optionalText(account).ifPresent(name -> {
                try {
                    composer.accountName(account, name);
                } catch (IllegalArgumentException noAccount) {
                    names.problem(account, "is no account id; an account id has 12 digits");
                }
            });
        }
        page(settings, "consoleBase").ifPresent(composer::consoleBase);
        if (settings.keys().contains("accessPortal")) {
            Settings portal = settings.object("accessPortal");
            String role = portal.optionalText("role").orElse("");
            if (!portal.keys().contains("url")) {
                portal.problem("url", "is missing; it must be set");
            }
            page(portal, "url").ifPresent(url -> composer.accessPortal(url, role));
        }
    }

    private static Optional<URI> page(Settings settings, String key) {
        return settings.parsed(
                key, NotificationSettings::https, "an https address such as https://example.awsapps.com/start");
    }

    private static URI https(String text) {
        URI uri = URI.create(text);
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("no https address");
        }
        return uri;
    }
}
