package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import jakarta.activation.DataSource;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is attached to every mail: files, and the finding's JSON if it is wanted.
 *
 * <p>A file is checked when the destination is opened and read when a mail is sent. One that is gone by then costs the
 * mail nothing but a line that says so: the finding matters more.
 *
 * @param files the files
 * @param withFinding whether the finding's JSON is attached
 */
record Attachments(List<Path> files, boolean withFinding) {
    /**
     * Bytes in all: base64 makes a third more of them, and Postfix takes mails of 10,240,000 bytes by default (<a
     * href="https://www.postfix.org/postconf.5.html#message_size_limit">message_size_limit</a>).
     */
    static final int MAX_BYTES = 7_000_000;

    /** Characters of a finding's id that a file's name may have on every system. */
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** One thing attached, and its size in bytes. */
    record Attached(String name, DataSource content, int size) {
        private static Attached of(String name, String contentType, byte[] bytes) {
            return new Attached(name, new ByteArrayDataSource(bytes, contentType), bytes.length);
        }
    }

    /** What could be attached, and the names of what could not. */
    record Loaded(List<Attached> attached, List<String> missing) {}

    static Attachments read(Settings settings) {
        List<Path> files = new ArrayList<>();
        long bytes = 0;
        List<String> texts = settings.texts("attachments");
        for (int i = 0; i < texts.size(); i++) {
            Optional<Path> file = readable(texts.get(i));
            if (file.isEmpty()) {
                String place = texts.size() == 1 ? "attachments" : "attachments[" + i + "]";
                settings.problem(place, "is no file that can be read; check the path and who may read it");
            } else {
                files.add(file.get());
                bytes += file.get().toFile().length();
            }
        }
        if (bytes > MAX_BYTES) {
            settings.problem(
                    "attachments",
                    bytes + " bytes in all, where " + MAX_BYTES + " pass most mail servers; attach less");
        }
        return new Attachments(List.copyOf(files), settings.flag("attachFinding", false));
    }

    private static Optional<Path> readable(String text) {
        try {
            Path path = Path.of(text);
            return Optional.of(path).filter(Files::isRegularFile).filter(Files::isReadable);
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }

    /** Reads what is to be attached, as far as there is room. */
    Loaded load(Notification notification) {
        List<Attached> attached = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int room = MAX_BYTES;
        if (withFinding) {
            for (Finding finding : notification.findings()) {
                Attached json = Attached.of(nameOf(finding), "application/json", finding.original());
                room = add(json, room, attached, missing);
            }
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Optional<byte[]> bytes = bytesOf(file, room);
            if (bytes.isEmpty()) {
                missing.add(name);
            } else {
                room = add(Attached.of(name, typeOf(name), bytes.get()), room, attached, missing);
            }
        }
        return new Loaded(attached, missing);
    }

    private static int add(Attached one, int room, List<Attached> attached, List<String> missing) {
        if (one.size() > room) {
            missing.add(one.name());
            return room;
        }
        attached.add(one);
        return room - one.size();
    }

    private static String nameOf(Finding finding) {
        return SAFE_ID.matcher(finding.id()).matches() ? "finding-" + finding.id() + ".json" : "finding.json";
    }

    private static Optional<byte[]> bytesOf(Path file, int room) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(room + 1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String typeOf(String name) {
        String guess = URLConnection.guessContentTypeFromName(name);
        return guess == null ? "application/octet-stream" : guess;
    }
}
