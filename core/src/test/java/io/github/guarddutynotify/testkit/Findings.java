package io.github.guarddutynotify.testkit;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Findings to test with: real ones, the smallest, the most hostile, and any of your own. */
public final class Findings {
    private static final List<String> SAMPLES = List.of(
            "attacksequence-iam-compromisedcredentials",
            "backdoor-ec2-cncactivity-b-dns",
            "behavior-ec2-networkportunusual",
            "credentialaccess-iamuser-anomalousbehavior",
            "credentialaccess-rds-anomalousbehavior-successfullogin",
            "discovery-rds-toripcaller",
            "discovery-s3-bucketenumeration-unusual",
            "execution-kubernetes-maliciousipcaller",
            "execution-runtime-newbinaryexecuted",
            "exfiltration-s3-objectread-unusual",
            "pentest-s3-parrotlinux",
            "policy-iamuser-rootcredentialusage",
            "policy-s3-bucketblockpublicaccessdisabled",
            "privilegeescalation-iamuser-administrativepermissions",
            "privilegeescalation-kubernetes-privilegedcontainer",
            "recon-ec2-portprobeunprotectedport",
            "recon-ec2-portprobeunprotectedport-unsourced",
            "recon-iamuser-userpermissions",
            "stealth-iamuser-passwordpolicychange",
            "test-unicode-specialcharacters",
            "trojan-ec2-blackholetraffic",
            "trojan-ec2-dgadomainrequest-b",
            "trojan-ec2-dnsdataexfiltration",
            "unauthorizedaccess-ec2-maliciousipcaller-custom",
            "unauthorizedaccess-ec2-sshbruteforce",
            "unauthorizedaccess-iamuser-toripcaller",
            "unauthorizedaccess-s3-toripcaller");

    private static final Pattern HOSTILE_PLACE = Pattern.compile("\"@\"");

    private Findings() {}

    /**
     * Findings that other people have published: of each kind of resource and action, some with less than GuardDuty
     * sends, some in the SDK's spelling. Where each comes from stands in {@code samples/SOURCES.md} beside this class.
     *
     * @return twenty-seven findings
     */
    public static List<Finding> samples() {
        return SAMPLES.stream().map(Findings::sample).toList();
    }

    /**
     * One of the {@link #samples()}.
     *
     * @param name the name of its file, without {@code .json}
     * @return the finding
     */
    public static Finding sample(String name) {
        return FindingReader.read(resource("samples/" + name + ".json"));
    }

    /**
     * The names of the {@link #samples()}, for tests with parameters.
     *
     * @return the names in order
     */
    public static List<String> sampleNames() {
        return SAMPLES;
    }

    /**
     * A finding that says nothing but its type.
     *
     * @return the finding
     */
    public static Finding minimal() {
        return FindingReader.read("{\"detail-type\":\"GuardDuty Finding\",\"source\":\"aws.guardduty\","
                + "\"detail\":{\"type\":\"Recon:EC2/Portscan\"}}");
    }

    /**
     * Findings in which everything that someone outside can set is an attack: mentions, links and mark-up of every
     * medium, injected headers, characters that hide, turn round or are none, very long text. Each of {@link
     * HostileText}'s attacks stands in each field of one of them.
     *
     * @return the findings, as many as there are attacks
     */
    public static List<Finding> hostile() {
        List<String> attacks = HostileText.ATTACKS;
        return IntStream.range(0, attacks.size())
                .mapToObj(first -> hostile(field ->
                        HostileText.MARK + " " + (first + field) + " " + attacks.get((first + field) % attacks.size())))
                .toList();
    }

    /**
     * The finding of {@link #hostile()}, with any text in each of the fields that someone outside can set.
     *
     * @param textOf gives the text of a field by its number, from 0 on
     * @return the finding
     */
    public static Finding hostile(IntFunction<String> textOf) {
        List<String> around = HostileTemplate.AROUND_FIELDS;
        StringBuilder event = new StringBuilder(around.get(0));
        for (int field = 0; field + 1 < around.size(); field++) {
            event.append(ascii(JsonWriter.write(textOf.apply(field)))).append(around.get(field + 1));
        }
        return FindingReader.read(event.toString());
    }

    /**
     * How many fields the finding of {@link #hostile(IntFunction)} has.
     *
     * @return the number, some ninety
     */
    public static int hostileFields() {
        return HostileTemplate.AROUND_FIELDS.size() - 1;
    }

    /** Read when first asked for. */
    private static final class HostileTemplate {
        static final List<String> AROUND_FIELDS =
                List.of(HOSTILE_PLACE.split(new String(resource("hostile.json"), StandardCharsets.UTF_8), -1));
    }

    /** Half characters survive in JSON as escapes only. */
    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            if (c < 0x7F) {
                ascii.append((char) c);
            } else {
                ascii.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
            }
        });
        return ascii.toString();
    }

    /**
     * A finding of a type and a severity.
     *
     * @param type such as {@code Recon:EC2/Portscan}
     * @param severity from 1.0 to 10.0
     * @return the finding
     */
    public static Finding of(String type, double severity) {
        return builder(type, severity).build();
    }

    /**
     * Starts a finding of which a test wants to say more.
     *
     * @param type such as {@code Recon:EC2/Portscan}
     * @param severity from 1.0 to 10.0
     * @return the builder
     */
    public static FindingBuilder builder(String type, double severity) {
        return new FindingBuilder(type, severity);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Findings.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read " + name, unreadable);
        }
    }
}
