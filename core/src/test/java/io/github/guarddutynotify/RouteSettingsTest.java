package io.github.guarddutynotify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.routing.Suppression;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vocabulary of conditions in a document. */
class RouteSettingsTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'minSeverity': 8.5 | minSeverity 8.5",
                "'minSeverity': 'high', 'maxSeverity': '8.9' | minSeverity HIGH and maxSeverity 8.9",
                "'resources': ['i-0abc', 'arn:aws:s3:::prod-*'] | resources i-0abc, arn:aws:s3:::prod-*",
                "'tags': {'env': 'prod*', 'team': ['red', 'blue']} | tag env prod* and tag team red, blue",
                "'where': {'/service/count': '>=10', '/id': 'x*'} | /service/count >=10 and /id x*",
                "'where': {'/service/count': 10} | /service/count 10",
                "'where': {'/x': ['198.51.100.0/24', '2001:db8::/32']} | /x 198.51.100.0/24, 2001:db8::/32",
                "'except': {'sample': true, 'tags': {'env': 'test'}} | not (tag env test and sample true)",
                "'types': 'x', 'where': null, 'tags': {'a': null, 'b': 'c'} | types x and tag b c",
            })
    void conditionsReadAsTheyPrint(String members, String printed) {
        String read = RouteSettings.route(settings(members + ", 'to': 'soc'"), "r", name -> Optional.empty())
                .filter()
                .toString();

        assertThat(problems.all()).isEmpty();
        assertThat(read).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'tags': {} | tags: names nothing; give it a tag's key and its value, or leave it out",
                "'tags': {'env': null} | tags: names nothing; give it a tag's key and its value, or leave it out",
                "'tags': {'env': []} | tags.env: is an empty list, which nothing fits; leave it out to accept all",
                "'tags': ['env=prod'] | tags: expected an object, found a list",
                "'where': {} | where: names nothing; give it a pointer such as /service/count and what is there, or leave it out",
                "'where': {'service.count': '1'} | where.service.count: expected a pointer from the finding's top that begins with /, such as /service/count",
                "'where': {'/detail/service/count': '1'} | where./detail/service/count: pointers begin at the finding, within the event's detail; leave out /detail",
                "'where': {'/a': '>=ten'} | where./a: is \">=ten\", expected a text with * for anything, a number or range such as >=10 or 10..20, or a block of IP addresses such as 198.51.100.0/24",
                "'minSeverity': 7.5, 'maxSeverity': 7.4 | minSeverity: is above maxSeverity, so no finding has both; lower it, or leave one of them out",
                "'minSeverity': 'CRITICAL', 'maxSeverity': 8.9 | minSeverity: is above maxSeverity, so no finding has both; lower it, or leave one of them out",
                "'minSeverity': 10.5 | minSeverity: is \"10.5\", expected LOW, MEDIUM, HIGH, CRITICAL or a number from 0 to 10",
            })
    void aConditionSaysWhatIsWrongWithIt(String members, String problem) {
        RouteSettings.route(settings(members + ", 'to': 'soc'"), "r", name -> Optional.empty());

        assertThat(problems.all()).extracting(Problem::toString).containsExactly(problem);
    }

    @Test
    void aSuppressionByNothingButAnEmptyObjectIsNoSuppressionOfEverything() {
        RouteSettings.suppression(settings("'name': 'x', 'where': {}"));

        assertThat(problems.all()).isNotEmpty();
    }

    @Test
    void aSuppressionKeepsItsReason() {
        Suppression suppression =
                RouteSettings.suppression(settings("'name': 'x', 'types': 'y', 'reason': 'our scanner, SEC-12'"));

        assertThat(problems.all()).isEmpty();
        assertThat(suppression.why()).contains("our scanner, SEC-12");
    }

    private Settings settings(String members) {
        return NotifierConfig.parse("{" + members.replace('\'', '"') + "}").settings(problems);
    }
}
