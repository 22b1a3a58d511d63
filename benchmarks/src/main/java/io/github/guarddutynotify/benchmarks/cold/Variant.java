package io.github.guarddutynotify.benchmarks.cold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One way to tell a finding in a process of its own.
 *
 * @param name as the table has it
 * @param command the program and its arguments; the event is on its standard input
 */
record Variant(String name, List<String> command) {
    private static final String MAIN = "io.github.guarddutynotify.examples.lambda.OneEvent";

    static Variant script(Path python, Path script) {
        return new Variant("the script (Python)", List.of(python.toString(), script.toString()));
    }

    /**
     * The function with the options that {@code aot-cache} wrote.
     *
     * @param cached false to leave out the cache
     */
    static Variant function(String name, Path java, Path folder, boolean cached) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        options(folder).stream().filter(option -> cached || !isCache(option)).forEach(command::add);
        command.add(MAIN);
        return new Variant(name, command);
    }

    /**
     * A part of it, with its cache: to a class path of such a one may be added at its end.
     *
     * @param jar holds {@link Part}
     */
    static Variant part(String part, Path java, Path folder, Path jar) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(options(folder));
        int classPath = command.indexOf("-cp") + 1;
        command.set(classPath, command.get(classPath) + ":" + jar);
        command.addAll(List.of(Part.class.getName(), part));
        return new Variant(part, command);
    }

    private static List<String> options(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("java.options"), StandardCharsets.UTF_8).stream()
                .map(quoted -> quoted.replace("\"", ""))
                .toList();
    }

    private static boolean isCache(String option) {
        return option.startsWith("-XX:AOTCache=") || option.startsWith("-XX:SharedArchiveFile=");
    }

    /** Runs it once, on these processors. */
    Run run(Path python, Path stopwatch, String processors, Path event, Map<String, String> environment)
            throws IOException {
        List<String> line =
                new ArrayList<>(List.of(python.toString(), stopwatch.toString(), processors, event.toString()));
        line.addAll(command);
        Path log = Files.createTempFile("cold", ".log");
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (said.isBlank() || !said.contains("\"exit\": 0")) {
            throw new IOException(name + " failed: " + said + Files.readString(log));
        }
        Files.delete(log);
        return Run.parse(said);
    }
}
