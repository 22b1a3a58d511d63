package io.github.guarddutynotify.examples.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The folder of a run's results. What an earlier run left there is gone when it is opened; what anybody else put there is
 * neither deleted nor overwritten.
 *
 * <p>A list of what was written lies beside it, and only what is on that list is ever deleted.
 */
final class OutFolder {
    private static final String LIST = ".guardduty-notify-demo";
    private static final Set<String> RESERVED = Set.of(LIST, Demo.REPORT, Demo.PAGE, Demo.CONFIG);

    private final Path root;
    private final Set<String> folders = new HashSet<>();

    private OutFolder(Path root) {
        this.root = root;
    }

    /** Opens a folder, which is made if it is missing, and clears it of an earlier run. */
    static OutFolder open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new NotDirectoryException(path.toString());
        }
        Files.createDirectories(path);
        OutFolder folder = new OutFolder(path.toRealPath());
        folder.clear();
        for (String name : RESERVED) {
            refuseForeign(folder.root.resolve(name));
        }
        return folder;
    }

    private void clear() throws IOException {
        Path list = root.resolve(LIST);
        List<String> written;
        try {
            written = Files.readAllLines(list, StandardCharsets.UTF_8);
        } catch (NoSuchFileException firstRun) {
            return;
        }
        for (String name : written) {
            delete(root.resolve(name).normalize());
        }
        Files.delete(list);
    }

    /** A list that was tampered with, or a folder that became a link, must not lead out of here. */
    private void delete(Path file) throws IOException {
        if (!file.startsWith(root) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!file.toRealPath().startsWith(root)) {
            return;
        }
        Files.delete(file);
        Path folder = file.getParent();
        while (folder != null && !folder.equals(root) && deleteIfEmpty(folder)) {
            folder = folder.getParent();
        }
    }

    private static boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
            return true;
        } catch (DirectoryNotEmptyException inUse) {
            return false;
        }
    }

    /** The folder itself, absolute. */
    Path path() {
        return root;
    }

    /** A name for a folder that no other input has, also where a disk takes upper case for lower. */
    String folderFor(Input input) {
        String stem = input.stem();
        String name = stem;
        for (int i = 2; !folders.add(name.toLowerCase(Locale.ROOT)) || isReserved(name); i++) {
            name = stem + "-" + i;
        }
        return name;
    }

    private static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Writes a file, whose path is relative and goes by slashes. */
    void write(String name, byte[] bytes) throws IOException {
        Path file = root.resolve(name);
        refuseForeign(file);
        Files.createDirectories(file.getParent());
        Files.writeString(
                root.resolve(LIST),
                name + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    }

    private static void refuseForeign(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    /** Writes a file of text. */
    void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
