package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.Severity;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hours in which a destination is told only what can't wait. Those that end before they begin go on into the next day;
 * those that end when they begin last a day.
 *
 * @param from when they begin
 * @param to when they end
 * @param days the days on which they begin
 * @param zone the place whose clocks count
 * @param below findings less bad than this wait until the end; at least {@code MEDIUM}
 */
public record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> days, ZoneId zone, Severity below) {
    /**
     * Keeps a copy of the days.
     *
     * @param from when they begin
     * @param to when they end
     * @param days the days on which they begin
     * @param zone the place whose clocks count
     * @param below findings less bad than this wait until the end
     */
    public QuietHours {
        days = Set.copyOf(days);
    }

    boolean includes(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
        return Stream.of(time.toLocalDate(), time.toLocalDate().minusDays(1))
                .anyMatch(day -> days.contains(day.getDayOfWeek()) && isWithin(time, day));
    }

    private boolean isWithin(LocalDateTime time, LocalDate begin) {
        LocalDate end = to.isAfter(from) ? begin : begin.plusDays(1);
        return !time.isBefore(begin.atTime(from)) && time.isBefore(end.atTime(to));
    }
}
