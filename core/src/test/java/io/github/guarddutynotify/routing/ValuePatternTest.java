package io.github.guarddutynotify.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the right side of a {@code where} takes. */
class ValuePatternTest {

    @ParameterizedTest(name = "{0} takes {1} and not {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | 10 10.0 1e1 010 | 11 -10 ten",
                "0.5 | 0.5 0.50 | 0.51",
                "-3 | -3 | 3",
                ">=10 | 10 11 1e9 | 9.99 -10 x",
                ">10 | 10.5 | 10",
                "< 10 | 9 -1 | 10",
                "<=10 | 10 0 | 10.01",
                "10..20 | 10 15.5 20 | 9 21",
                "-1 .. 1 | 0 | 2",
            })
    void aNumberOrRangeTakesNumbersHoweverTheyAreSpelled(String pattern, String taken, String left) {
        ValuePattern range = ValuePattern.parse(pattern);

        assertThat(range).isInstanceOf(NumberRange.class);
        assertThat(taken.split(" ")).allMatch(range::matches);
        assertThat(left.split(" ")).noneMatch(range::matches);
    }

    @ParameterizedTest(name = "{0} takes {1} and not {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.0/24 | 198.51.100.0 198.51.100.255 | 198.51.101.0 198.51.100 198.51.100.0.0 2001:db8::1",
                "198.51.100.77/24 | 198.51.100.1 | 198.51.99.255",
                "10.0.0.0/9 | 10.127.255.255 | 10.128.0.0",
                "0.0.0.0/0 | 255.255.255.255 | :: host.example 256.1.1.1 1.1.1.1000",
                "198.51.100.7/32 | 198.51.100.7 | 198.51.100.6",
                "198.51.100.7 | 198.51.100.7 | 198.51.100.70",
                "2001:db8::/32 | 2001:db8::1 2001:0DB8:ffff:0:0:0:0:1 | 2001:db9::1 198.51.100.1 2001:db8::1::2 2001:db8:1",
                "2001:db8::/33 | 2001:db8:7fff:: | 2001:db8:8000::",
                "::1 | ::1 0:0:0:0:0:0:0:1 | ::2 1:2:3:4:5:6:7:8:9",
                "::/0 | 1:2:3:4:5:6:7:8 | 1:2:3:4:5:6:7:8::",
            })
    void aBlockTakesItsAddressesHoweverTheyAreSpelled(String pattern, String taken, String left) {
        ValuePattern block = ValuePattern.parse(pattern);

        assertThat(block).isInstanceOf(AddressBlock.class).hasToString(pattern);
        assertThat(taken.split(" ")).allMatch(block::matches);
        assertThat(left.split(" ")).noneMatch(block::matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod*", "012345678901", "a/24", "arn:aws:s3:::b/10", "10..", "v1.2.3", "10/20", "é=>"})
    void everythingElseIsAGlob(String text) {
        assertThat(ValuePattern.parse(text)).isEqualTo(new Glob(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">=",
                ">ten",
                "<-",
                "20..10",
                "198.51.100.0/33",
                "198.51.100/24",
                "300.1.1.1/8",
                "2001:db8::/129",
                "1:2/64"
            })
    void whatBeginsAsARangeOrABlockMustGoOnAsOne(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ValuePattern.parse(text));
    }

    @Test
    void rangesPrintThemselves() {
        assertThat(List.of("10", ">=10", ">10", "<10", "<=10", "10..20"))
                .allSatisfy(text -> assertThat(ValuePattern.parse(text)).hasToString(text));
    }

    @Test
    void exactGlobsAreLookedUpByTheSameCaseAsGlobsCompare() {
        Patterns patterns = Patterns.globs(List.of("İstanbul", "GROSS", "eu-*"));

        assertThat(List.of("İstanbul", "gross", "Gross", "EU-west-1")).allMatch(patterns::matches);
        assertThat(List.of("istanbul2", "groß", "us-east-1")).noneMatch(patterns::matches);
    }
}
