package io.github.guarddutynotify;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.notification.Tailoring;
import io.github.guarddutynotify.routing.Glob;
import java.util.List;

/** Reads what a destination's messages look like: {@code prefix} and {@code fields}. */
final class TailoringSettings {
    private TailoringSettings() {}

    static Tailoring of(Settings settings) {
        String prefix = settings.optionalText("prefix").orElse("");
        Settings fields = settings.object("fields");
        boolean saysNothing = settings.isSet("fields")
                && !fields.isMalformed()
                && fields.keys().isEmpty();
        if (saysNothing) {
            settings.problem("fields", "is empty; name labels under omit or first, or leave it out");
        }
        return new Tailoring(prefix, globs(fields, "omit"), globs(fields, "first"));
    }

    private static List<Glob> globs(Settings fields, String key) {
        return fields.texts(key).stream().map(Glob::new).toList();
    }
}
