package io.github.guarddutynotify;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.delivery.DigestPlan;
import io.github.guarddutynotify.delivery.Holding;
import io.github.guarddutynotify.delivery.QuietHours;
import io.github.guarddutynotify.finding.Severity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a destination is told later: {@code digest} and {@code quiet}. */
final class HoldingSettings {
    static final String DIGEST = "digest";
    static final String QUIET = "quiet";
    private static final String TIME_FORM = "a time of day such as 22:00";
    private static final String ZONE_FORM = "a time zone such as Europe/Berlin or UTC";

    private HoldingSettings() {}

    static Holding of(Settings settings) {
        return new Holding(digest(settings), quiet(settings));
    }

    private static @Nullable DigestPlan digest(Settings settings) {
        if (!settings.isSet(DIGEST)) {
            return null;
        }
        if (!settings.isObject(DIGEST)) {
            return settings.duration(DIGEST)
                    .map(every -> new DigestPlan(new DigestPlan.Every(every), Severity.MEDIUM))
                    .orElse(null);
        }
        Settings digest = settings.object(DIGEST);
        Optional<DigestPlan.Times> times = times(digest);
        Severity below = below(digest, Severity.MEDIUM);
        return times.map(when -> new DigestPlan(when, below)).orElse(null);
    }

    /** {@code every}, or {@code at} with or without a {@code zone}. */
    private static Optional<DigestPlan.Times> times(Settings digest) {
        Optional<Duration> every = digest.duration("every");
        Optional<LocalTime> at = digest.parsed("at", LocalTime::parse, TIME_FORM);
        ZoneId zone = zone(digest);
        if (digest.isSet("every") && digest.isSet("at")) {
            digest.problem("at", "is set beside every; a digest has one of them");
        } else if (digest.isSet("every") && digest.isSet("zone")) {
            digest.problem("zone", "is for at, a time of day; leave it out beside every");
        } else if (!digest.isSet("every") && !digest.isSet("at")) {
            digest.problem(
                    "every", "is missing; say how long a finding may wait, such as PT1H, or at for a time of day");
        }
        return at.isPresent() ? at.map(time -> new DigestPlan.Daily(time, zone)) : every.map(DigestPlan.Every::new);
    }

    private static @Nullable QuietHours quiet(Settings settings) {
        if (!settings.isSet(QUIET)) {
            return null;
        }
        Settings quiet = settings.object(QUIET);
        LocalTime from = time(quiet, "from");
        LocalTime to = time(quiet, "to");
        Set<DayOfWeek> days = days(quiet);
        return new QuietHours(from, to, days, zone(quiet), below(quiet, Severity.HIGH));
    }

    private static LocalTime time(Settings quiet, String key) {
        if (!quiet.isSet(key) && !quiet.isMalformed()) {
            quiet.problem(key, "is missing; say a time of day such as 22:00");
        }
        return quiet.parsed(key, LocalTime::parse, TIME_FORM).orElse(LocalTime.MIDNIGHT);
    }

    private static Set<DayOfWeek> days(Settings quiet) {
        List<String> names = quiet.texts("days", HoldingSettings::faultOfDay);
        if (!quiet.isSet("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        if (quiet.isEmptyList("days")) {
            quiet.problem("days", "is an empty list; leave it out for all days");
        }
        List<DayOfWeek> days = new ArrayList<>();
        names.forEach(name -> days.add(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT))));
        return Set.copyOf(days);
    }

    private static Optional<String> faultOfDay(String name) {
        boolean isDay = EnumSet.allOf(DayOfWeek.class).stream()
                .anyMatch(day -> day.name().equals(name.toUpperCase(Locale.ROOT)));
        return isDay ? Optional.empty() : Optional.of("is \"" + name + "\", expected a day such as SATURDAY");
    }

    private static ZoneId zone(Settings settings) {
        return settings.parsed("zone", HoldingSettings::zone, ZONE_FORM).orElse(ZoneOffset.UTC);
    }

    private static ZoneId zone(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new IllegalArgumentException("no zone");
        }
        return ZoneId.of(text);
    }

    /** Below the lowest severity there is nothing that could wait. */
    private static Severity below(Settings settings, Severity standard) {
        Severity below = RouteSettings.severity(settings, "below").orElse(standard);
        if (below == Severity.LOW) {
            settings.problem("below", "no finding is below LOW, so nothing would wait; say MEDIUM, HIGH or CRITICAL");
        }
        return below;
    }
}
