package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.PlainText;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What a command prints: lines for a person, or one JSON object a line for a machine; progress goes to the error stream.
 * Text is cleaned, so that no control character of a finding or a far end reaches the terminal.
 */
final class Screen {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isForMachines;
    private final boolean isColored;

    private Screen(PrintWriter out, PrintWriter err, boolean isForMachines, boolean isColored) {
        this.out = out;
        this.err = err;
        this.isForMachines = isForMachines;
        this.isColored = isColored;
    }

    /** The streams of a command; colored on a terminal, unless {@code NO_COLOR} is set. */
    static Screen of(CommandLine command, boolean isForMachines) {
        return new Screen(
                command.getOut(),
                command.getErr(),
                isForMachines,
                command.getColorScheme().ansi().enabled());
    }

    /** An object for machines; a person is not shown it. */
    void json(Map<String, Object> object) {
        if (isForMachines) {
            out.println(JsonWriter.write(object));
            out.flush();
        }
    }

    /** A line for a person. */
    void line(String text) {
        line(text, true, "", "");
    }

    /** A line for a person of which a part is marked as good or bad. */
    void line(String before, boolean isGood, String marked, String after) {
        if (!isForMachines) {
            Style style = isGood ? Style.fg_green : Style.fg_red;
            String mark = safe(marked);
            boolean isPainted = isColored && !mark.isEmpty();
            out.println(safe(before) + (isPainted ? Style.on(style) + mark + Style.off(style) : mark) + safe(after));
            out.flush();
        }
    }

    /** One line in which nothing acts, its blanks as they are. */
    private static String safe(String text) {
        return PlainText.clean(text).replace('\n', ' ');
    }

    /** Lines as they are, but for what would act on a terminal. */
    void block(String text) {
        if (!isForMachines) {
            PlainText.clean(text).lines().forEach(out::println);
            out.flush();
        }
    }

    /** A line for each destination: its name, what became of it, and why. */
    void destinations(Collection<DestinationReport> reports) {
        int width = width(reports.stream().map(DestinationReport::destination).toList());
        for (DestinationReport report : reports) {
            boolean isGood = report.outcome().isComplete();
            line(
                    "  " + padded(report.destination(), width) + "  ",
                    isGood,
                    report.outcome().label()
                            + report.reason()
                                    .map(reason -> " (" + reason.label() + ")")
                                    .orElse(""),
                    report.detail().isEmpty() ? ", " + report.elapsed().toMillis() + " ms" : ": " + report.detail());
        }
    }

    static int width(Collection<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    static String padded(String name, int width) {
        return name + " ".repeat(Math.max(0, width - name.length()));
    }

    /** How it goes, for whoever waits: on the error stream, whoever reads the other. */
    void progress(String text) {
        err.println(safe(text));
        err.flush();
    }
}
