package io.github.guarddutynotify.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.slack.com/services/T/B/x",
                "HTTPS://hooks.slack.com/services/T/B/x",
                "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t%3D",
                "http://127.0.0.1:8080/x",
                "http://localhost/x",
                "http://[::1]:8080/x"
            })
    void takesHttpsAndTheLoopbackInterface(String url) {
        assertThat(WebhookUrl.fault(url)).isEmpty();
        assertThat(WebhookUrl.parse(url, "")).contains(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.slack.com/S3CRET",
                "http://127.0.0.1.example.com/S3CRET",
                "http://localhost.example.com/S3CRET",
                "http://127.0.0.2/S3CRET",
                "ftp://127.0.0.1/S3CRET",
                "file://localhost/S3CRET"
            })
    void refusesEverythingElseWithTheRemedy(String url) {
        assertThat(WebhookUrl.fault(url))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("https://").doesNotContain("S3CRET"));
        assertThat(WebhookUrl.parse(url, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S3CRET",
                "/services/S3CRET",
                "https:S3CRET",
                "https:///S3CRET",
                "https://",
                "https://hooks.slack.com/S3 CRET",
                "https://hooks.slack.com/S3CRET\n",
                " https://hooks.slack.com/S3CRET",
                "https://under_score.example/S3CRET",
                "https://h:port/S3CRET",
                "https://ho st/S3CRET",
                "%S3CRET"
            })
    void refusesWhatIsNoUrlWithoutQuotingIt(String url) {
        assertThat(WebhookUrl.fault(url))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("is no URL").doesNotContain("S3CRET"));
        assertThat(WebhookUrl.parse(url, "a=b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example/p, https://h.example/p?a=b",
        "https://h.example/p?x=y, https://h.example/p?x=y&a=b",
        "https://h.example/p?x=%2B%3D, https://h.example/p?x=%2B%3D&a=b"
    })
    void putsParametersBehindThoseThatAreThere(String url, String whole) {
        assertThat(WebhookUrl.parse(url, "a=b")).contains(URI.create(whole));
    }

    @Test
    void refusesAUrlThatCarriesALogin() {
        assertThat(WebhookUrl.fault("https://user:S3CRET@h.example/p")).isPresent();
    }

    @Test
    void refusesAUrlWithAFragmentInWhichParametersWouldBeLost() {
        assertThat(WebhookUrl.fault("https://h.example/p#fragment")).isPresent();
    }
}
