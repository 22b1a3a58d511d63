package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tags, those first that say what a resource is and whom to ask. */
final class Tags {
    /** Keys by which people name who answers for a resource, without case and separators. */
    private static final Set<String> OWNERS = Set.of(
            "owner",
            "owneremail",
            "owners",
            "contact",
            "team",
            "createdby",
            "responsible",
            "maintainer",
            "costcenter",
            "businessunit",
            "department",
            "squad");

    private static final int MAX_TAGS = 10;

    private static final Path TAGS = Path.of("tags");

    private Tags() {}

    /** The name, the owners, and the rest, of a block's {@code tags}. */
    static List<Fact> facts(JsonValue block) {
        List<Fact> facts = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (JsonValue tag : TAGS.from(block)) {
            String key = Wording.text(tag.member("key"));
            String value = Wording.text(tag.member("value"));
            if (key.equalsIgnoreCase("name") && !value.isEmpty()) {
                facts.add(new Fact("Name", new Fact.Foreign(value)));
            } else if (isOwner(key) && !value.isEmpty()) {
                owners.add(key.equalsIgnoreCase("owner") ? value : value + " (" + key + ")");
            } else if (!key.isEmpty() || !value.isEmpty()) {
                others.add(key + (value.isEmpty() ? "" : "=" + value));
            }
        }
        if (!owners.isEmpty()) {
            facts.add(new Fact("Owner", new Fact.Foreign(Wording.list(owners))));
        }
        if (!others.isEmpty()) {
            facts.add(new Fact("Tags", new Fact.Foreign(Wording.list(others, MAX_TAGS))));
        }
        return facts;
    }

    private static boolean isOwner(String key) {
        StringBuilder plain = new StringBuilder(key.length());
        key.toLowerCase(Locale.ROOT).chars().filter(Character::isLetter).forEach(c -> plain.append((char) c));
        return OWNERS.contains(plain.toString());
    }
}
