package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints a run as a table of 120 columns, a line for each finding and destination as soon as it is known. Text from
 * outside is cleaned, so that no control character reaches the terminal, and cut.
 */
public final class DemoTable {
    private static final int WIDTH = 120;
    private static final Column INPUT = new Column(30, Column.Align.LEFT);
    private static final Column TYPE = new Column(35, Column.Align.LEFT);
    private static final Column SEVERITY = new Column(8, Column.Align.LEFT);
    private static final Column DESTINATION = new Column(11, Column.Align.LEFT);
    private static final Column OUTCOME = new Column(10, Column.Align.LEFT);
    private static final Column ATTEMPTS = new Column(8, Column.Align.RIGHT);
    private static final Column MILLISECONDS = new Column(5, Column.Align.RIGHT);
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final boolean colored;

    /**
     * A table on a terminal or in a file.
     *
     * @param out where it goes
     * @param colored whether severities and outcomes get colors
     */
    public DemoTable(PrintWriter out, boolean colored) {
        this.out = out;
        this.colored = colored;
    }

    void begin() {
        print("INPUT", "FINDING", Paint.NONE, "SEVERITY", "DESTINATION", Paint.NONE, "OUTCOME", "ATTEMPTS", "MS");
    }

    void row(Entry entry) {
        if (entry instanceof Entry.Told told) {
            told.report().destinations().forEach(line -> row(told, line));
            if (told.report().destinations().isEmpty()) {
                print(told.input(), type(told), paint(told), severity(told), "-", Paint.RED, "unrouted", "0", "0");
            }
        } else {
            print(entry.input(), "-", Paint.NONE, "-", "-", Paint.RED, "unreadable", "-", "-");
        }
        out.flush();
    }

    private void row(Entry.Told told, DestinationReport line) {
        Paint paint = line.outcome().isComplete() ? Paint.GREEN : Paint.RED;
        print(
                told.input(),
                type(told),
                paint(told),
                severity(told),
                line.destination(),
                paint,
                line.outcome().label(),
                String.valueOf(line.attempts()),
                String.valueOf(line.elapsed().toMillis()));
    }

    private static String type(Entry.Told told) {
        return told.report().finding().type().text();
    }

    private static String severity(Entry.Told told) {
        return told.report().finding().severity().word();
    }

    private static Paint paint(Entry.Told told) {
        Severity severity = told.report().finding().severity();
        return switch (severity) {
            case CRITICAL, HIGH -> Paint.RED;
            case MEDIUM -> Paint.YELLOW;
            case LOW, UNKNOWN -> Paint.NONE;
        };
    }

    private void print(
            String input,
            String type,
            Paint severityPaint,
            String severity,
            String destination,
            Paint outcomePaint,
            String outcome,
            String attempts,
            String milliseconds) {
        String file = PlainText.oneLine(input).replaceFirst("^.*/(?=.)", "");
        String line = String.join(
                GAP,
                INPUT.cell(Column.cutInside(file, INPUT.width())),
                TYPE.cell(PlainText.oneLine(type)),
                painted(severityPaint, SEVERITY.cell(severity)),
                DESTINATION.cell(destination),
                painted(outcomePaint, OUTCOME.cell(outcome)),
                ATTEMPTS.cell(attempts),
                MILLISECONDS.cell(milliseconds));
        out.println(line);
    }

    private String painted(Paint paint, String text) {
        return colored ? paint.on(text) : text;
    }

    /** What went wrong, in full, and where the page is. */
    void end(List<Entry> entries, Path page) {
        out.println();
        entries.forEach(this::explain);
        long findings = entries.stream().filter(Entry.Told.class::isInstance).count();
        long delivered = entries.stream().filter(Entry::isDelivered).count();
        out.println(findings + " of " + entries.size() + " read, " + delivered + " delivered everywhere. See " + page);
        out.flush();
    }

    private void explain(Entry entry) {
        if (entry instanceof Entry.Unreadable unreadable) {
            explain("not read: " + unreadable.input(), unreadable.reason());
        } else if (entry instanceof Entry.Told told) {
            told.report().destinations().stream()
                    .filter(line -> !line.outcome().isComplete())
                    .forEach(line -> explain("not delivered: " + told.input(), line + " " + line.detail()));
            if (told.report().isUnrouted()) {
                explain("not delivered: " + told.input(), "no route takes it");
            }
        }
    }

    private void explain(String what, String why) {
        out.println(Column.cutInside(PlainText.oneLine(what), WIDTH));
        out.println(GAP + Column.cut(PlainText.oneLine(why), WIDTH - GAP.length()));
    }

    private enum Paint {
        NONE(""),
        RED("\u001B[31m"),
        YELLOW("\u001B[33m"),
        GREEN("\u001B[32m");

        private static final String OFF = "\u001B[0m";

        private final String on;

        Paint(String on) {
            this.on = on;
        }

        String on(String text) {
            return on.isEmpty() ? text : on + text + OFF;
        }
    }
}
