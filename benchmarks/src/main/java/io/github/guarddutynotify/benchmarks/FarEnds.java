package io.github.guarddutynotify.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The demo's far ends in a process of their own, so that their work is not that of who is measured. */
public final class FarEnds implements AutoCloseable {
    private final Process process;
    private final Map<String, String> environment = new HashMap<>();

    private FarEnds(Process process) {
        this.process = process;
    }

    /**
     * Starts them and waits until they serve.
     *
     * @param examples the folder of that module
     * @return the far ends
     * @throws IOException if they don't start
     */
    public static FarEnds start(Path examples) throws IOException {
        Path target = examples.resolve("target");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                        "io.github.guarddutynotify.examples.demo.FarEnds"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        FarEnds farEnds = new FarEnds(process);
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.isEmpty()) {
            int equals = line.indexOf('=');
            farEnds.environment.put(line.substring(0, equals), line.substring(equals + 1));
            line = said.readLine();
        }
        if (farEnds.environment.isEmpty()) {
            throw new IOException("the far ends did not start; build the examples first");
        }
        return farEnds;
    }

    /**
     * The variables that lead to them.
     *
     * @return names and values
     */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close(); // which is their sign to end
    }
}
