package io.github.guarddutynotify.examples.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which far ends fail, and how, in the words of the command line: {@code DEST=FAULT[:TIMES]}, such as {@code slack=500},
 * {@code gchat=429:1} or {@code mail=timeout}.
 */
public final class Faults {
    private static final String MAIL = "mail";

    /** The far ends, as the command line calls them. */
    private static final List<String> ENDS = List.of("slack", "gchat", MAIL, "sns");

    private static final Pattern WORD = Pattern.compile("([^=]*)=([^:]*)(?::(.*))?");
    private static final Pattern CODE = Pattern.compile("[0-9]{3}");
    private static final Pattern TIMES = Pattern.compile("[1-9][0-9]{0,2}");
    private static final String FORM = "expected DEST=FAULT[:TIMES], such as slack=500, gchat=429:1 or mail=timeout";

    private final Map<String, Fault> byEnd;

    private Faults(Map<String, Fault> byEnd) {
        this.byEnd = byEnd;
    }

    /**
     * Nothing fails.
     *
     * @return no faults
     */
    public static Faults none() {
        return new Faults(Map.of());
    }

    /**
     * Reads faults.
     *
     * @param words one a far end
     * @return the faults
     * @throws IllegalArgumentException naming the word that is wrong and the remedy
     */
    public static Faults parse(List<String> words) {
        Map<String, Fault> byEnd = new HashMap<>();
        for (String word : words) {
            Matcher parts = WORD.matcher(word);
            require(parts.matches(), word, FORM);
            String end = parts.group(1);
            require(ENDS.contains(end), word, "there is no destination \"" + end + "\"; there are " + list(ENDS));
            Fault fault = fault(word, end, parts.group(2), parts.group(3));
            require(byEnd.put(end, fault) == null, word, "a second fault of " + end + "; say one for each destination");
        }
        return new Faults(byEnd);
    }

    private static Fault fault(String word, String end, String what, String times) {
        require(
                times == null || TIMES.matcher(times).matches(),
                word,
                "\"" + times + "\" is not how often; say a whole number from 1 to 999, or nothing for always");
        int often = times == null ? Integer.MAX_VALUE : Integer.parseInt(times);
        if (CODE.matcher(what).matches()) {
            int lowest = end.equals(MAIL) ? 400 : 300;
            int code = Integer.parseInt(what);
            String codes = end.equals(MAIL) ? "an SMTP reply from 400 to 599" : "an HTTP status from 300 to 599";
            require(code >= lowest && code <= 599, word, "no failure of " + end + " is " + what + "; say " + codes);
            return new Fault(Fault.Kind.CODE, code, often);
        }
        Fault.Kind kind = switch (what) {
            case "timeout" -> Fault.Kind.TIMEOUT;
            case "reset" -> Fault.Kind.RESET;
            case "refused" -> Fault.Kind.REFUSED;
            default -> throw wrong(word, "there is no fault \"" + what + "\"; say a code, timeout, reset or refused");
        };
        require(
                kind != Fault.Kind.REFUSED || times == null,
                word,
                "who is not there counts no attempts; leave out :" + times + ", or say reset");
        return new Fault(kind, 0, often);
    }

    private static void require(boolean isMet, String word, String remedy) {
        if (!isMet) {
            throw wrong(word, remedy);
        }
    }

    private static IllegalArgumentException wrong(String word, String remedy) {
        return new IllegalArgumentException("\"" + word + "\": " + remedy);
    }

    private static String list(List<String> words) {
        return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
    }

    boolean isEmpty() {
        return byEnd.isEmpty();
    }

    /**
     * The trouble that a far end makes.
     *
     * @param watcher is told of each fault when it happens, in any thread
     */
    Trouble of(String end, Consumer<String> watcher) {
        return new Trouble(end, byEnd.get(end), watcher);
    }
}
