package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is affected, by the one name that a reader knows it by.
 *
 * @param kind what it is
 * @param name its name; untrusted
 * @param more how many others of the kind there are
 */
record Affected(ResourceKind kind, String name, int more) {
    private static final int MAX_NAME = 100;
    private static final int ARN_FIELDS = 6;

    /** The kind that the finding's type speaks of, else the first that the finding names. */
    static Optional<Affected> of(Finding finding) {
        String typeResource = finding.type().resource();
        Optional<Affected> first = Optional.empty();
        for (ResourceKind kind : ResourceKind.ALL) {
            boolean isWanted = kind.isOfType(typeResource);
            if (isWanted || first.isEmpty()) {
                Optional<Affected> named = named(finding.document(), kind);
                if (isWanted && named.isPresent()) {
                    return named;
                }
                first = first.or(() -> named);
            }
        }
        return first;
    }

    private static Optional<Affected> named(JsonValue document, ResourceKind kind) {
        List<String> names = new ArrayList<>(0); // most kinds are not there
        for (JsonValue value : kind.path().from(document)) {
            String name = Wording.text(value);
            if (!name.isEmpty() && !names.contains(name)) {
                names.add(name);
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Affected(kind, names.get(0), names.size() - 1));
    }

    /** Such as "EC2 instance i-0123 and 2 more". */
    String words() {
        String words = kind.word() + " " + PlainText.cut(PlainText.oneLine(shortName()), MAX_NAME);
        return more > 0 ? words + " and " + more + " more" : words;
    }

    /** Of an ARN what names the resource: the account and the region stand beside it. */
    private String shortName() {
        String[] fields = name.split(":", ARN_FIELDS);
        boolean isArn = fields.length == ARN_FIELDS && fields[0].equals("arn") && !fields[ARN_FIELDS - 1].isBlank();
        return isArn ? fields[ARN_FIELDS - 1] : name;
    }
}
