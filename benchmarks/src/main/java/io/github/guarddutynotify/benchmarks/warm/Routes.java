package io.github.guarddutynotify.benchmarks.warm;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.routing.Filter;
import io.github.guarddutynotify.routing.Filters;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.RouteDecision;
import io.github.guarddutynotify.routing.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What deciding costs where an organisation has a route for each of its accounts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Routes {
    private static final String EVENT = """
            {"type":"Recon:EC2/PortProbeUnprotectedPort","severity":2,"id":"1","accountId":"%012d","region":"eu-west-1"}""";

    /** As many accounts as routes, each route for one of them. */
    @Param({"1", "1000"})
    private int routes;

    private final List<Finding> findings = new ArrayList<>();
    private Router router = new Router(List.of(), List.of());
    private int next;

    /** Makes the routes, and a finding of each account. */
    @Setup
    public void make() {
        List<Route> all = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            Filter ofAccount = Filters.accounts(String.format("%012d", i));
            all.add(new Route("account " + i, ofAccount, List.of("destination " + i)));
            findings.add(FindingReader.read(EVENT.formatted(i)));
        }
        router = new Router(all, List.of());
    }

    /**
     * Decides about one finding after the other.
     *
     * @return the decision
     */
    @Benchmark
    public RouteDecision decide() {
        next = (next + 1) % findings.size();
        return router.decide(findings.get(next), Instant.EPOCH);
    }
}
