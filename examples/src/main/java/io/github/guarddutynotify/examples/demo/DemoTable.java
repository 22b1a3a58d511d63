package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints a run as a table of 120 columns, a line for each finding and destination as soon as it is known. Text from
 * outside is cleaned, so that no control character reaches the terminal, and cut.
 */
public final class DemoTable {
    private static final int WIDTH = 120;
    private static final List<Column> COLUMNS = List.of(
            new Column("INPUT", 30, Column.Align.LEFT),
            new Column("FINDING", 35, Column.Align.LEFT),
            new Column("SEVERITY", 8, Column.Align.LEFT),
            new Column("DESTINATION", 11, Column.Align.LEFT),
            new Column("OUTCOME", 10, Column.Align.LEFT),
            new Column("ATTEMPTS", 8, Column.Align.RIGHT),
            new Column("MS", 5, Column.Align.RIGHT));
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
        print(Map.of(), COLUMNS.stream().map(Column::heading).toList());
    }

    /** Something that happens while a row is not known yet, in any thread. */
    void note(String text) {
        out.println(GAP + text);
        out.flush();
    }

    void row(Entry entry) {
        if (entry instanceof Entry.Told told) {
            if (told.report().destinations().isEmpty()) {
                print(told, "-", "unrouted", false, "0", "0");
            }
            told.report().destinations().forEach(line -> row(told, line));
        } else {
            print(Map.of("OUTCOME", Paint.RED), List.of(file(entry), "-", "-", "-", "unreadable", "-", "-"));
        }
        out.flush();
    }

    private void row(Entry.Told told, DestinationReport line) {
        print(
                told,
                line.destination(),
                line.outcome().label(),
                line.outcome().isComplete(),
                String.valueOf(line.attempts()),
                String.valueOf(line.elapsed().toMillis()));
    }

    private void print(
            Entry.Told told, String destination, String outcome, boolean isWell, String attempts, String milliseconds) {
        Finding finding = told.report().finding().orElseThrow();
        String type = PlainText.oneLine(finding.type().text());
        print(
                Map.of("SEVERITY", paint(finding.severity()), "OUTCOME", isWell ? Paint.GREEN : Paint.RED),
                List.of(file(told), type, finding.severity().word(), destination, outcome, attempts, milliseconds));
    }

    /** The name alone, with its end: that is where names differ. */
    private static String file(Entry entry) {
        String name = PlainText.oneLine(entry.input()).replaceFirst("^.*/(?=.)", "");
        return Column.cutInside(name, COLUMNS.get(0).width());
    }

    private static Paint paint(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> Paint.RED;
            case MEDIUM -> Paint.YELLOW;
            case LOW, UNKNOWN -> Paint.NONE;
        };
    }

    private void print(Map<String, Paint> paints, List<String> cells) {
        List<String> line = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Column column = COLUMNS.get(i);
            Paint paint = colored ? paints.getOrDefault(column.heading(), Paint.NONE) : Paint.NONE;
            line.add(paint.on(column.cell(cells.get(i))));
        }
        out.println(String.join(GAP, line));
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
