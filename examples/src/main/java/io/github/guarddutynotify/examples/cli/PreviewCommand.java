package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.RouteDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the messages about a finding as they would be sent. */
@Command(
        name = "preview",
        header = "Shows the messages about a finding as they would be sent, and sends nothing.",
        description = {
            "",
            "Those to the destinations of all routes that take it, suppressed or not. On the terminal they stand as a person "
                    + "reads them (mails decoded), and what would act there is made visible; in files byte for byte."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every message was shown",
            "1:an event can't be read, or no route takes it",
            "2:the configuration has problems, or wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify preview notifier.json my-event.json",
            "  examples/guardduty-notify preview --to oncall-mail --out previews notifier.json my-event.json"
        })
final class PreviewCommand implements Callable<Integer> {
    @Mixin
    private Setup setup = new Setup();

    @Parameters(index = "1", paramLabel = "EVENT", description = "a file that holds findings")
    private Path event = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "write the messages there as DEST.preview.json, DEST.preview.eml and so on, instead of showing them; "
                            + "what such files held before is replaced")
    private @Nullable Path out;

    @Option(
            names = "--to",
            paramLabel = "DEST",
            split = ",",
            description = "the messages to these destinations, past routes")
    private List<String> to = List.of();

    PreviewCommand() {}

    @Override
    public Integer call() {
        List<Event> events = Event.of(List.of(event), setup);
        try (FindingNotifier notifier = setup.rehearsal()) {
            setup.requireDestinations(notifier, to);
            boolean isGood = true;
            for (int i = 0; i < events.size(); i++) {
                isGood &= show(notifier, events.get(i), events.size() == 1 ? "" : (i + 1) + ".");
            }
            return isGood ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** @param number tells the files about one of several findings from the others */
    private boolean show(FindingNotifier notifier, Event read, String number) {
        Screen screen = setup.screen();
        screen.line(read.title());
        Map<String, Object> object = new LinkedHashMap<>(read.toMap());
        boolean isGood = false;
        if (read.record() instanceof Found found) {
            RouteDecision decision = notifier.trial().explain(found.finding()).decision();
            isGood = !to.isEmpty() || !decision.matched().isEmpty();
            decision.suppressedBy().ifPresent(name -> {
                screen.line("  would not be sent: suppressed by \"" + name + "\"");
                object.put("suppressedBy", name);
            });
            if (!isGood) {
                screen.line("  ", false, "no route takes it", ", so there is no message; name a destination by --to");
            }
            object.put(
                    "messages",
                    messages(notifier, found.finding(), to.isEmpty() ? decision.destinations() : to, number));
        }
        screen.json(object);
        return isGood;
    }

    private List<Map<String, Object>> messages(
            FindingNotifier notifier, Finding finding, List<String> names, String number) {
        List<Map<String, Object>> messages = new ArrayList<>();
        notifier.trial().preview(finding, names).forEach((name, preview) -> {
            Map<String, Object> message = new LinkedHashMap<>(JsonWriter.object("destination", name));
            message.putAll(preview.map(shown -> message(name, shown, number)).orElseGet(() -> none(name)));
            messages.add(message);
        });
        return messages;
    }

    private Map<String, Object> none(String name) {
        String note = "this channel can't show a message without sending it";
        setup.screen().line("  " + name + ": " + note);
        return JsonWriter.object("note", note);
    }

    private Map<String, Object> message(String name, Preview preview, String number) {
        Screen screen = setup.screen();
        if (out == null) {
            screen.line("--- " + name + " (" + preview.mediaType() + ")");
            screen.block(Legible.of(preview));
            return JsonWriter.object("mediaType", preview.mediaType(), "content", preview.content());
        }
        String file = write(name + "." + number + "preview." + ending(preview.mediaType()), preview.content());
        screen.line("  " + name + ": " + file);
        return JsonWriter.object("mediaType", preview.mediaType(), "file", file);
    }

    private static String ending(String mediaType) {
        return switch (mediaType) {
            case "application/json" -> "json";
            case "message/rfc822" -> "eml";
            default -> "txt";
        };
    }

    private String write(String name, String content) {
        Path folder = Optional.ofNullable(out).orElseThrow();
        try {
            return Files.writeString(Files.createDirectories(folder).resolve(name), content)
                    .toString();
        } catch (IOException unwritable) {
            throw setup.misused(
                    "can't write to " + folder + " (" + unwritable.getMessage() + "); choose another folder by --out");
        }
    }
}
