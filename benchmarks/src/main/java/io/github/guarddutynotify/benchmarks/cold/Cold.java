package io.github.guarddutynotify.benchmarks.cold;

import io.github.guarddutynotify.benchmarks.FarEnds;
import io.github.guarddutynotify.benchmarks.Samples;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The cold rows: how long a process that has just been started takes to tell one finding to SNS, by mail with STARTTLS
 * and login, and to Google Chat, beside the Python script that does the same.
 *
 * <p>Every round starts each variant once, in another order, on warm file caches. The far ends are a process of their own,
 * not pinned.
 */
public final class Cold {
    private static final int WARM_UP = 3;

    private final Path folder;
    private final Path root;
    private final List<Variant> variants = new ArrayList<>();
    private final List<Variant> parts = new ArrayList<>();

    private Cold(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /**
     * Runs it.
     *
     * @param args the repository's folder, that of what {@code benchmarks/cold} prepared, and the number of rounds; then
     *     NAME=JAVA_HOME for each cache that it made
     * @throws IOException if a process fails
     */
    public static void main(String[] args) throws IOException {
        Cold cold = new Cold(Path.of(args[0]), Path.of(args[1]));
        cold.variants.add(Variant.script(cold.python(), cold.source("python/script.py")));
        for (String jdk : List.of(args).subList(3, args.length)) {
            String name = jdk.substring(0, jdk.indexOf('='));
            Path java = Path.of(jdk.substring(jdk.indexOf('=') + 1));
            Path made = cold.folder.resolve(name);
            String kind = Files.exists(made.resolve("function.aot")) ? "AOT cache" : "CDS archive";
            cold.variants.add(Variant.function("JDK " + name + ", " + kind, java, made, true));
            cold.variants.add(Variant.function("JDK " + name + ", plain", java, made, false));
            if (cold.parts.isEmpty()) {
                cold.addParts(java, made);
            }
        }
        int rounds = Integer.parseInt(args[2]);
        try (FarEnds farEnds = FarEnds.start(cold.root.resolve("examples"))) {
            Map<String, String> environment = new HashMap<>(farEnds.environment());
            environment.put("PATH", "/usr/bin:/bin");
            environment.put(
                    "NOTIFIER_CONFIG", cold.source("resources/cold.json").toString());
            environment.put("AWS_REGION", "eu-west-1");
            environment.put("AWS_EC2_METADATA_DISABLED", "true");
            cold.measure(cold.variants, "0", WARM_UP, environment);
            print("1 processor", cold.measure(cold.variants, "0", rounds, environment));
            if (Runtime.getRuntime().availableProcessors() > 1) {
                print("2 processors", cold.measure(cold.variants, "0,1", rounds, environment));
            }
            printParts(cold.measure(cold.parts, "0", rounds, environment));
        }
    }

    private void addParts(Path java, Path made) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(root.resolve("benchmarks/target"), "*.jar")) {
            Path jar = jars.iterator().next().toAbsolutePath();
            for (String part : Part.ALL) {
                parts.add(Variant.part(part, java, made, jar));
            }
        }
    }

    private Path python() {
        return folder.resolve("venv/bin/python");
    }

    private Path source(String name) {
        return root.resolve("benchmarks/src/main").resolve(name).toAbsolutePath();
    }

    private Map<Variant, List<Run>> measure(
            List<Variant> measured, String processors, int rounds, Map<String, String> environment) {
        Path event = root.resolve("examples/src/main/resources/io/github/guarddutynotify/examples/demo/findings")
                .resolve("unauthorizedaccess-ec2-sshbruteforce.json");
        Path stopwatch = source("python/stopwatch.py");
        Map<Variant, List<Run>> runs = new LinkedHashMap<>();
        measured.forEach(variant -> runs.put(variant, new ArrayList<>()));
        List<Variant> order = new ArrayList<>(measured);
        Random random = new Random(8);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Variant variant : order) {
                try {
                    Run run = variant.run(python(), stopwatch, processors, event, environment);
                    runs.computeIfAbsent(variant, none -> new ArrayList<>()).add(run);
                } catch (IOException failed) {
                    // on a machine that is far too busy an attempt may time out
                    System.err.println("left out: " + failed.getMessage());
                }
            }
        }
        return runs;
    }

    private static void print(String what, Map<Variant, List<Run>> runs) {
        System.out.printf(
                Locale.ROOT,
                "%n%s, %d rounds: median (quartiles), and in brackets times the script's%n%n",
                what,
                runs.values().iterator().next().size());
        System.out.println("| | told after, ms | × | least, ms | × | processor, ms | × | memory, MiB |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        List<Run> script = runs.values().iterator().next();
        runs.forEach((variant, measured) -> row(variant, measured, script));
    }

    private static void row(Variant variant, List<Run> measured, List<Run> script) {
        Samples told = Samples.of(measured, Run::told);
        Samples processor = Samples.of(measured, Run::processor);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f | %.0f | %.2f | %s | %.2f | %s |%n",
                variant.name(),
                told,
                told.median() / Samples.of(script, Run::told).median(),
                told.least(),
                told.least() / Samples.of(script, Run::told).least(),
                processor,
                processor.median() / Samples.of(script, Run::processor).median(),
                Samples.of(measured, Run::memory));
    }

    private static void printParts(Map<Variant, List<Run>> runs) {
        System.out.printf(
                "%nParts of the first JDK's start with its cache, 1 processor, each in a process of its own%n%n");
        System.out.println("| | processor, ms | more than nothing, ms |");
        System.out.println("| --- | --- | --- |");
        double nothing =
                Samples.of(runs.values().iterator().next(), Run::processor).median();
        runs.forEach((part, measured) -> {
            Samples processor = Samples.of(measured, Run::processor);
            System.out.printf(
                    Locale.ROOT, "| %s | %s | %.0f |%n", part.name(), processor, processor.median() - nothing);
        });
    }
}
