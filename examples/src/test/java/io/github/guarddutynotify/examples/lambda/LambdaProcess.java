package io.github.guarddutynotify.examples.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The function in a process of its own, started as Lambda starts it: the real runtime interface client alone on the class
 * path, which loads the unpacked zip from the working directory, and no environment but what the test gives.
 */
final class LambdaProcess implements AutoCloseable {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private final Process process;
    private final Path log;

    private LambdaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the function that EventBridge invokes. */
    static LambdaProcess start(
            Path java, Path taskRoot, RuntimeApi api, Map<String, String> environment, String... options)
            throws IOException {
        return start(GuardDutyHandler.class, java, taskRoot, api, environment, options);
    }

    /**
     * Starts a function.
     *
     * @param handler its handler
     * @param java the JDK's folder
     * @param taskRoot the folder of the unpacked zip
     * @param api where it asks for events
     * @param environment its environment, besides what Lambda sets
     * @param options further options of the JVM
     */
    static LambdaProcess start(
            Class<? extends RequestStreamHandler> handler,
            Path java,
            Path taskRoot,
            RuntimeApi api,
            Map<String, String> environment,
            String... options)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(java.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        boolean isNewer = !java.equals(own()) || Runtime.version().feature() >= 24;
        if (isNewer) {
            command.add(
                    "--enable-native-access=ALL-UNNAMED"); // the client is in part native; JDK 24 and later warn of it
        }
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", client(), CLIENT, handler.getName()));
        Path log = Files.createTempFile("lambda", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(taskRoot.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(lambdaSets(taskRoot, api));
        builder.environment().putAll(environment);
        return new LambdaProcess(builder.start(), log);
    }

    private static Map<String, String> lambdaSets(Path taskRoot, RuntimeApi api) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "guardduty");
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        variables.put("AWS_REGION", "eu-west-1");
        return variables;
    }

    /** The runtime interface client and what it needs, as the build has copied them. */
    private static String client() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("lambda.runtime")))) {
            return jars.map(jar -> jar.toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** The JDKs to run on: the build's own, and JDK 25 where there is one. */
    static List<Path> javas() {
        List<Path> javas = new ArrayList<>(List.of(own()));
        if (Runtime.version().feature() < 25) {
            java25().ifPresent(javas::add);
        }
        return javas;
    }

    private static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    private static Optional<Path> java25() {
        Stream<Path> told = Optional.ofNullable(System.getenv("JAVA25_HOME")).map(Path::of).stream();
        return Stream.concat(told, installed())
                .filter(folder -> Files.isExecutable(folder.resolve("bin/javac")))
                .findFirst();
    }

    /** Where Linux distributions put them. */
    private static Stream<Path> installed() {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(java -> java.getFileName().toString().contains("25")).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What it has logged so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(log);
    }
}
