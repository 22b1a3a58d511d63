package io.github.guarddutynotify.examples.demo;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the inputs of a run. What is missing or can't be read becomes an input too: one that says so when it is read. */
public final class Inputs {
    /** What the demo tells without arguments, the worst first; their sources stand in findings/SOURCES.md. */
    private static final List<String> SHIPPED = List.of(
            "attacksequence-s3-compromiseddata",
            "execution-runtime-reverseshell",
            "stealth-iamuser-passwordpolicychange",
            "trojan-ec2-dgadomainrequest",
            "privilegeescalation-kubernetes-privilegedcontainer",
            "backdoor-ec2-cncactivity-dns",
            "unauthorizedaccess-iamuser-toripcaller",
            "discovery-rds-toripcaller",
            "recon-ec2-portprobeunprotectedport",
            "unauthorizedaccess-ec2-sshbruteforce");

    private Inputs() {}

    /** The findings that the demo ships. */
    static List<Input> shipped() {
        return SHIPPED.stream()
                .map(name -> new Input(name + ".json", () -> Resources.open("findings/" + name + ".json")))
                .toList();
    }

    /**
     * The files that were named, and those ending in .json of the folders that were named, in the order of their names.
     *
     * @param arguments files and folders
     * @return the inputs; what is missing is one too
     */
    public static List<Input> of(List<Path> arguments) {
        List<Input> inputs = new ArrayList<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                inputs.addAll(inFolder(argument));
            } else {
                inputs.add(file(argument));
            }
        }
        return inputs;
    }

    private static Input file(Path path) {
        return new Input(path.toString(), () -> {
            try {
                // A channel looks for its place, which a pipe such as /dev/stdin has none of.
                boolean isPipe = Files.exists(path) && !Files.isRegularFile(path);
                return isPipe ? new FileInputStream(path.toFile()) : Files.newInputStream(path);
            } catch (NoSuchFileException missing) {
                throw new IOException("there is no such file", missing);
            } catch (AccessDeniedException denied) {
                throw new IOException("reading it is not permitted", denied);
            }
        });
    }

    private static List<Input> inFolder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Input> files = entries.filter(entry -> entry.toString().endsWith(".json"))
                    .filter(entry -> !Files.isDirectory(entry))
                    .sorted()
                    .map(Inputs::file)
                    .toList();
            return files.isEmpty() ? List.of(failing(folder, "holds no file that ends in .json")) : files;
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of(failing(folder, "this folder can't be listed"));
        }
    }

    private static Input failing(Path path, String reason) {
        return new Input(path.toString(), () -> {
            throw new IOException(reason);
        });
    }
}
