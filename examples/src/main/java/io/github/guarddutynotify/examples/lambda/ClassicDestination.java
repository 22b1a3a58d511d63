package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.config.DestinationSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A destination put together of classic settings; it knows what each is called there. For use by one thread. */
final class ClassicDestination {
    private final String name;
    private final String place;
    private final Map<String, String> places = new LinkedHashMap<>();
    private DestinationSpec spec;

    /**
     * A destination without settings.
     *
     * @param name its name in reports
     * @param channel its channel
     * @param place where the classic set-up speaks of it, for what no single setting is to blame for
     */
    ClassicDestination(String name, String channel, String place) {
        this.name = name;
        this.place = place;
        this.spec = DestinationSpec.of(channel);
    }

    /** Sets what the classic set-up has at a place; left out if it has nothing there. */
    ClassicDestination with(String key, String classicPlace, Optional<?> value) {
        return with(key, classicPlace, value.<Object>map(present -> present).orElse(null));
    }

    /** Sets what the classic set-up has at a place; {@code null} is left out. */
    ClassicDestination with(String key, String classicPlace, Object value) {
        places.put("destinations." + name + "." + key, classicPlace);
        spec = spec.with(key, value);
        return this;
    }

    String name() {
        return name;
    }

    DestinationSpec spec() {
        return spec;
    }

    /** Where the classic set-up has what a path of a {@code ConfigException} names; empty for another's path. */
    Optional<String> classicPlace(String path) {
        int index = path.indexOf('[');
        String setting = index < 0 ? path : path.substring(0, index);
        String element = path.substring(setting.length());
        if (places.containsKey(setting)) {
            return Optional.of(places.get(setting) + element);
        }
        boolean isMine = setting.equals("destinations." + name) || setting.startsWith("destinations." + name + ".");
        return isMine ? Optional.of(place) : Optional.empty();
    }
}
