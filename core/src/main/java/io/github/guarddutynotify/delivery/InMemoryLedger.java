package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Telling;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that lasts as long as the process: the same event again in the same process is told once.
 *
 * <p>It keeps the {@value #CAPACITY} entries used last, about 20 MB when full. Safe for use by many threads.
 */
public final class InMemoryLedger implements DeliveryLedger {
    private static final int CAPACITY = 50_000;

    private final InstantSource clock;
    private final Map<Entry, State> states = new LinkedHashMap<>(16, 0.75f, true);
    private long tokens;

    private record State(
            @Nullable Telling telling, @Nullable String token, Instant leaseEnd) {}

    /**
     * Makes an empty ledger.
     *
     * @param clock tells when leases run out
     */
    public InMemoryLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Claim claim(Entry entry, Duration lease) {
        Instant now = clock.instant();
        State state = states.get(entry);
        if (state != null && state.token() != null && now.isBefore(state.leaseEnd())) {
            return new InFlight(state.leaseEnd());
        }
        Telling last = state == null ? null : state.telling();
        String token = Long.toString(++tokens);
        put(entry, new State(last, token, now.plus(lease)));
        return new Granted(token, last);
    }

    @Override
    public synchronized void told(Entry entry, String token, Telling telling) {
        if (holds(entry, token)) {
            remember(entry, telling);
        }
    }

    /** Takes over what was told before, whoever told it. */
    synchronized void remember(Entry entry, Telling telling) {
        put(entry, new State(telling, null, Instant.MIN));
    }

    /** Everything that was told, what was used last at the end. */
    synchronized Map<Entry, Telling> tellings() {
        Map<Entry, Telling> tellings = new LinkedHashMap<>();
        states.forEach((entry, state) -> {
            if (state.telling() != null) {
                tellings.put(entry, state.telling());
            }
        });
        return tellings;
    }

    @Override
    public synchronized void release(Entry entry, String token) {
        State state = states.get(entry);
        if (state == null || !holds(entry, token)) {
            return;
        }
        if (state.telling() == null) {
            states.remove(entry);
        } else {
            put(entry, new State(state.telling(), null, Instant.MIN));
        }
    }

    synchronized boolean holds(Entry entry, String token) {
        State state = states.get(entry);
        return state != null && token.equals(state.token());
    }

    private void put(Entry entry, State state) {
        states.put(entry, state);
        if (states.size() > CAPACITY) {
            var eldest = states.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
